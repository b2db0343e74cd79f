import { Kbd, Modal, Switch } from '@mantine/core'
import { prefer, usePreferences } from '../../app/preferences'
import type { MessageKey } from '../../i18n/catalogue'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { letterOf, type Hand } from '../hand/hands'
import styles from './Keys.module.css'

const PARTS = ['hand'] as const

const LIST: readonly { keys: readonly string[]; what: MessageKey }[] = [
  { keys: ['J'], what: 'keys.next' },
  { keys: ['K'], what: 'keys.previous' },
  { keys: ['Enter'], what: 'keys.compose' },
  { keys: ['Esc'], what: 'keys.list' },
  { keys: ['R'], what: 'keys.reply' },
  { keys: ['N'], what: 'keys.note' },
  { keys: ['/'], what: 'keys.search' },
  { keys: ['/'], what: 'keys.canned' },
  { keys: ['Alt', 'J'], what: 'keys.next' },
  { keys: ['Alt', 'K'], what: 'keys.previous' },
  { keys: ['Ctrl', 'K'], what: 'keys.palette' },
  { keys: ['?'], what: 'keys.help' },
  { keys: ['Alt', letterOf('accept')], what: 'keys.accept' },
  { keys: ['Alt', letterOf('skip')], what: 'keys.skip' },
  { keys: ['Alt', letterOf('finish')], what: 'keys.finish' },
]
/** What stands on one key is one line. */
const HAND_LINES: readonly (readonly Hand[])[] = [
  ['start'], ['intercept'], ['transfer'], ['requeue'], ['pin', 'unpin'], ['join', 'leave'], ['whisper', 'whisper_end'], ['spam'], ['stop'],
]

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const text = useText()
  return (
    <Modal opened onClose={onClose} title={text('keys.title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <MoreTexts parts={PARTS}><Help /></MoreTexts>
    </Modal>
  )
}

function Help() {
  const text = useText()
  const { singleKeys } = usePreferences()
  return (
    <>
      <dl className={styles.list}>
        {LIST.map(({ keys, what }) => <Line key={`${keys.join('+')} ${what}`} keys={keys} what={text(what)} />)}
        {HAND_LINES.map((hands) => (
          <Line key={hands[0]} keys={['Alt', letterOf(hands[0] ?? 'finish')]} what={hands.map((hand) => text(`hand.${hand}`)).join(' / ')} />
        ))}
      </dl>
      <Switch
        mt="md"
        label={text('keys.single')}
        description={text('keys.single_help')}
        checked={singleKeys}
        onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
      />
    </>
  )
}

function Line({ keys, what }: { keys: readonly string[]; what: string }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{keys.map((key) => <Kbd key={key} size="sm">{key}</Kbd>)}</dd>
    </div>
  )
}
