import type { PlannedChannel, PlannedPart } from '@openline/api'
import { Tag } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './AsCode.module.css'

/** What becomes different, or became: a table for each channel. */
export function Changes({ channels }: { channels: readonly PlannedChannel[] }) {
  return <div>{channels.map((channel) => <ChangedChannel key={`${channel.channel_id}${channel.name}`} channel={channel} />)}</div>
}

function ChangedChannel({ channel }: { channel: PlannedChannel }) {
  const text = useText()
  return (
    <section className={styles.channel} tabIndex={0} aria-label={channel.name}>
      <h3>{channel.name}{channel.action === 'create' && <Tag tone="ok">{text('ascode.created')}</Tag>}</h3>
      <table className={styles.parts}>
        <thead>
          <tr><th scope="col">{text('ascode.part')}</th><th scope="col">{text('ascode.old')}</th><th scope="col">{text('ascode.new')}</th></tr>
        </thead>
        <tbody>
          {channel.parts.map((part) => (
            <tr key={part.part}>
              <td><Part part={part} /></td>
              <td><Value value={part.old} none={channel.action === 'create' ? 'ascode.nothing' : 'ascode.default'} /></td>
              <td><Value value={part.new} none="ascode.default" /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const NAMED = { name: 'ascode.part_name', active: 'ascode.part_active', queue: 'ascode.part_queue' } as const

function isNamed(part: string): part is keyof typeof NAMED {
  return part in NAMED
}

function Part({ part: { part, danger } }: { part: PlannedPart }) {
  const text = useText()
  return (
    <>
      {isNamed(part) ? text(NAMED[part]) : <code>{part.replace(/^settings\./, '')}</code>}
      {danger && <> <Tag tone="warn">{text('ascode.danger')}</Tag></>}
    </>
  )
}

function Value({ value, none }: { value: unknown; none: 'ascode.default' | 'ascode.nothing' }) {
  const text = useText()
  if (value === null || value === undefined) return <span className={styles.default}>{text(none)}</span>
  if (typeof value === 'boolean') return <span>{text(value ? 'ascode.on' : 'ascode.off')}</span>
  return <div className={styles.value}>{written(value)}</div>
}

/** As one reads it: texts as they are, lists a line each, all else as JSON. */
export function written(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '“”' : value
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')
  return JSON.stringify(value, null, 1)
}
