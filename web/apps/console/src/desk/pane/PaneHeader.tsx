import type { Conversation } from '@openline/api'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { isOffered } from '@openline/stream'
import { Avatar, Icon } from '@openline/ui'
import { Link, useParams } from '@tanstack/react-router'
import { useMediaQuery } from '@mantine/hooks'
import { Suspense } from 'react'
import { lazily } from '../../app/lazily'
import { useText, useWords } from '../../i18n/text'
import { useReader } from '../../shell/LiveProvider'
import { askHand } from '../hand/asked'
import { handsOf } from '../hand/hands'
import { useHandKeys } from '../hand/useHandKeys'
import { useContactName } from '../useContactName'
import { useSessionActions } from '../useSessionActions'
import styles from './ConversationPane.module.css'
import { StatusTag } from './StatusTag'

const Hands = lazily(() => import('../hand/Hands').then((module) => ({ default: module.Hands })))

interface HeaderProps {
  row: Conversation
  contextShown: boolean
  onToggleContext: () => void
}

export function PaneHeader({ row, contextShown, onToggleContext }: HeaderProps) {
  const text = useText()
  const nameOf = useContactName()
  const narrow = useMediaQuery('(max-width: 56.25em)', undefined, { getInitialValueInEffect: false })
  const { view } = useParams({ from: '/inside/desk/$view/{-$conversationId}' })
  const name = nameOf(row.contact)
  const platform = usePlatform(row)
  return (
    <header className={styles.header}>
      {narrow && (
        <ActionIcon
          variant="subtle" color="gray" aria-label={text('pane.back')}
          renderRoot={(props) => <Link {...props} to="/desk/$view/{-$conversationId}" params={{ view, conversationId: undefined }} />}
        >
          <Icon name="back" />
        </ActionIcon>
      )}
      {!narrow && <Avatar name={name} seed={row.contact.id} url={row.contact.avatar_url} size={30} />}
      <div className={styles.title}>
        {narrow ? <h1>{name}</h1> : <h2>{name}</h2>}
        <span>{platform ? `${platform} · ${row.channel_name}` : row.channel_name}</span>
      </div>
      <div className={styles.actions}>
        <StatusTag row={row} />
        <SessionButtons row={row} />
        <Tooltip label={text(contextShown ? 'context.hide' : 'context.show')}>
          <ActionIcon variant="subtle" color="gray" aria-label={text(contextShown ? 'context.hide' : 'context.show')} aria-expanded={contextShown} onClick={onToggleContext}>
            <Icon name="panel" />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}

/** The messenger he writes from; a chat on our own site needs no name. */
function usePlatform({ connector }: Conversation): string | null {
  const words = useWords()
  return connector === 'webchat' ? null : (words('platform', connector) ?? connector)
}

function SessionButtons({ row }: { row: Conversation }) {
  const text = useText()
  const reader = useReader()
  const { act, busy } = useSessionActions()
  const hands = handsOf(row, reader)
  useHandKeys(hands)
  const closing = row.session?.closing_until
  return (
    <>
      {hands.includes('finish') && (
        <Button size="xs" variant="default" loading={busy === 'finish'} leftSection={<Icon name="check" size={15} />} onClick={() => askHand('finish')}>
          {text(closing ? 'session.stop' : 'session.finish')}<kbd className={styles.hint}>Alt E</kbd>
        </Button>
      )}
      {hands.includes('accept') && (
        <Button size="xs" loading={busy === 'accept'} onClick={() => act(row, 'accept')}>{text(isOffered(row, reader) ? 'session.accept' : 'session.take')}</Button>
      )}
      {hands.includes('skip') && (
        <Button size="xs" variant="default" loading={busy === 'skip'} onClick={() => act(row, 'skip')}>{text('session.skip')}</Button>
      )}
      {hands.includes('start') && (
        <Button size="xs" variant="default" leftSection={<Icon name="plus" size={15} />} onClick={() => askHand('start')}>{text('session.start')}</Button>
      )}
      <Suspense fallback={<span className={styles.handsToCome} />}><Hands row={row} /></Suspense>
    </>
  )
}
