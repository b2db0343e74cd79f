import type { Channel, SettingItem, SettingValue } from '@openline/api'
import { Button } from '@mantine/core'
import { Icon, Tag } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { useText, useWords } from '../../i18n/text'
import styles from './Channels.module.css'
import { SettingControl } from './SettingControl'
import { isIdle, isOutside, warningOf } from './settings/needs'
import own from './settings/Settings.module.css'
import type { Draft } from './settings/useDraft'
import { same, useSaid } from './useSaid'

interface RowProps {
  item: SettingItem
  channel: Channel
  draft: Draft
  /** What is jumped to may not be shown yet. */
  onJump: () => void
}

/** Their default would only be said twice. */
const LONG = new Set<SettingItem['type']>(['text', 'calendar', 'skills', 'reminders', 'form'])

/** Their control needs the width of the page. */
const WIDE = new Set<SettingItem['type']>(['text', 'calendar', 'reminders', 'form'])

/** One declared setting: what it is, its control, its default, and the way back to it; what is odd about it, and why it does nothing. */
export function SettingRow({ item, channel, draft, onJump }: RowProps) {
  const words = useWords()
  const value = draft.valueOf(item.key) ?? item.value
  const idle = isIdle(item, draft.items, draft.valueOf)
  const label = words('setting', `${item.key}.label`) ?? item.key
  const id = `setting-${item.key}`
  const change = (next: SettingValue) => draft.change(item.key, next)
  return (
    <div className={styles.setting} id={id} data-wide={WIDE.has(item.type) || undefined} data-idle={idle || undefined}>
      <div>
        <Heading item={item} label={label} isChanged={!same(value, item.value)} />
        <p id={`${id}-help`}>{words('setting', `${item.key}.help`)}</p>
        {idle && <Idle item={item} onJump={onJump} />}
      </div>
      <div className={styles.control}>
        <fieldset className={own.field} disabled={idle}>
          <SettingControl item={item} value={value} onChange={change} ids={{ 'aria-label': label, 'aria-describedby': `${id}-help ${id}-notes` }} />
        </fieldset>
        <div id={`${id}-notes`}><Notes item={item} channel={channel} draft={draft} idle={idle} /></div>
        <Default item={item} value={value} idle={idle} onChange={change} />
      </div>
    </div>
  )
}

function Heading({ item, label, isChanged }: { item: SettingItem; label: string; isChanged: boolean }) {
  const text = useText()
  return (
    <div className={own.heading}>
      <h3 id={`setting-${item.key}-name`}>
        {label}
        {!item.in_effect && <Tag>{text('settings.later')}</Tag>}
        {isChanged && <Tag tone="accent">{text('settings.changed')}</Tag>}
      </h3>
      <Link to="." hash={`setting-${item.key}`} replace className={own.anchor} aria-label={text('settings.link')} aria-describedby={`setting-${item.key}-name`}><Icon name="link" size={14} /></Link>
    </div>
  )
}

function Default({ item, value, idle, onChange }: { item: SettingItem; value: SettingValue; idle: boolean; onChange: (value: SettingValue) => void }) {
  const text = useText()
  const said = useSaid(item)
  const isDefault = same(value, item.default)
  return (
    <div className={styles.default}>
      <span>{isDefault && LONG.has(item.type) ? text('settings.is_default') : text('settings.default', { value: said(item.default) })}</span>
      {!isDefault && !idle && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(item.default)}>{text('settings.reset')}</Button>
      )}
    </div>
  )
}

/** Why it does nothing now, and the way to what it waits for. */
function Idle({ item, onJump }: { item: SettingItem; onJump: () => void }) {
  const text = useText()
  const words = useWords()
  const { key, among } = item.needs ?? { key: '', among: [] }
  const name = words('setting', `${key}.label`) ?? key
  const values = among.map((word) => words('setting', `${key}.${word}`) ?? word).join(', ')
  const jump = () => {
    onJump()
    requestAnimationFrame(() => {
      const row = document.getElementById(`setting-${key}`)
      row?.scrollIntoView({ block: 'center' })
      row?.querySelector<HTMLElement>('fieldset input, fieldset button, fieldset textarea')?.focus({ preventScroll: true })
    })
  }
  return (
    <p className={own.idle}>
      {values ? text('settings.needs_among', { name, values }) : text('settings.needs', { name })}
      <button type="button" onClick={jump}>{text('settings.jump')}</button>
    </p>
  )
}

/** What the server has refused, what a change would do at once, and what is odd about it. */
function Notes({ item, channel, draft, idle }: { item: SettingItem; channel: Channel; draft: Draft; idle: boolean }) {
  const text = useText()
  const words = useWords()
  const said = useSaid(item)
  const refused = draft.refused[item.key]
  const warning = idle ? null : warningOf(item, draft.valueOf, channel)
  const value = draft.valueOf(item.key) ?? item.value
  const danger = item.danger && draft.dirty.includes(item) ? words('setting', `${item.key}.danger`) : null
  return (
    <>
      {refused !== undefined && <p className={own.refusal} role="alert"><Icon name="alert" size={14} />{text('settings.refused', { reason: refused })}</p>}
      {refused === undefined && isOutside(item, value) && (
        <p className={own.refusal} role="status">
          <Icon name="alert" size={14} />
          {text(item.zero === null ? 'settings.bounds' : 'settings.bounds_zero', { from: said(item.ge ?? 0), to: said(item.le ?? 0), zero: said(0) })}
        </p>
      )}
      {danger && <p className={own.warning} role="status"><Icon name="alert" size={14} />{danger}</p>}
      {warning && <p className={own.warning}><Icon name="alert" size={14} />{text(warning)}</p>}
    </>
  )
}
