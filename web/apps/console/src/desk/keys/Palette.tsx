import '@mantine/spotlight/styles.css'
import { Kbd } from '@mantine/core'
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { Icon } from '@openline/ui'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useApi } from '../../app/core'
import { VIEWS } from '../../app/places'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useDesk, useReader } from '../../shell/LiveProvider'
import { askHand } from '../hand/asked'
import { HANDS, handsOf, letterOf } from '../hand/hands'
import { useContactName } from '../useContactName'
import { openHelp } from './help'
import { narrowed } from './narrowed'
import { useSettingEntries } from './useSettingEntries'

const PARTS = ['hand'] as const
/** An administrator finds settings, too. */
const MORE_PARTS = ['hand', 'console', 'settings'] as const
const MAX_CONVERSATIONS = 200

/** Everything one can go to or do, by name. Fetched with the first Ctrl+K. */
export function Palette({ onClose }: { onClose: () => void }) {
  const role = useDesk((desk) => desk.me.person.role)
  return <MoreTexts parts={role === 'administrator' ? MORE_PARTS : PARTS} meanwhile={<span />}><Opened onClose={onClose} /></MoreTexts>
}

function Opened({ onClose }: { onClose: () => void }) {
  const text = useText()
  const actions = useActions()
  const [[store, control]] = useState(createSpotlight)
  useEffect(() => control.open(), [control])
  return (
    <Spotlight
      store={store}
      actions={actions}
      filter={narrowed}
      shortcut={null}
      onSpotlightClose={onClose}
      nothingFound={text('palette.nothing')}
      highlightQuery
      centered={false}
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      limit={12}
      scrollable
      attributes={{ content: { 'aria-label': text('keys.palette') } }}
      searchProps={{ placeholder: text('palette.search'), 'aria-label': text('palette.search'), leftSection: <Icon name="search" /> }}
    />
  )
}

function useActions(): SpotlightActionData[] {
  const text = useText()
  const go = useNavigate()
  const nameOf = useContactName()
  const rows = useDesk((desk) => desk.conversations)
  const role = useDesk((desk) => desk.me.person.role)
  const desk = '/desk/$view/{-$conversationId}'
  const views = VIEWS.map((view) => ({
    id: `view-${view}`, label: text(`view.${view}`), leftSection: <Icon name="inbox" />,
    onClick: () => void go({ to: desk, params: { view, conversationId: undefined } }),
  }))
  const pages = [
    ...(role === 'agent' ? [] : ([['/board/{-$channelId}', 'nav.board'], ['/sessions', 'nav.sessions']] as const)),
    ...(role === 'administrator' ? ([['/channels', 'nav.channels'], ['/people', 'nav.people'], ['/company', 'nav.company'], ['/bots', 'nav.bots'], ['/settings-as-code', 'keys.as_code'], ['/tokens', 'nav.tokens']] as const) : []),
    ['/canned', 'nav.canned'] as const,
    ['/profile', 'nav.profile'] as const,
  ].map(([to, key]) => ({ id: to, label: text(key), leftSection: <Icon name="settings" />, onClick: () => void go({ to }) }))
  const conversations = Object.values(rows).slice(0, MAX_CONVERSATIONS).map((row) => ({
    id: row.id, label: nameOf(row.contact), description: row.last_message?.text.slice(0, 80) ?? row.channel_name,
    leftSection: <Icon name="chat" />,
    onClick: () => void go({ to: desk, params: { view: 'all', conversationId: row.id } }),
  }))
  const hands = useHandEntries()
  const help = { id: 'keys', label: text('keys.title'), leftSection: <Icon name="keyboard" />, onClick: openHelp }
  const settings = useSettingEntries()
  return [...hands, ...views, ...pages, help, ...conversations, ...settings]
}

/** What can be done with the open conversation, and with all that is mine. */
function useHandEntries(): SpotlightActionData[] {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const reader = useReader()
  const { conversationId } = useParams({ strict: false })
  const row = useDesk((desk) => desk.conversations[conversationId ?? ''])
  const nameOf = useContactName()
  const open = row ? handsOf(row, reader).map((hand) => ({
    id: `hand-${hand}`, label: text(`hand.${hand}`), description: nameOf(row.contact),
    leftSection: <Icon name={HANDS[hand].icon} />, rightSection: <Kbd size="xs">Alt {letterOf(hand)}</Kbd>,
    onClick: () => askHand(hand),
  })) : []
  const all = (['pin_all', 'unpin_all'] as const).map((name) => ({
    id: name, label: text(`hand.${name}`), leftSection: <Icon name="tack" />,
    onClick: () => void api.pinAll(name === 'pin_all').then(({ sessions }) => toast(text('hand.done.all', { count: sessions.length })), refuse),
  }))
  return [...open, ...all]
}
