import type { Channel, Copied } from '@openline/api'
import { Button, Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText, useWords } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import { found } from './channelList'
import styles from './Dialogs.module.css'
import { Notice } from './setup/Notice'

const GROUPS = ['queue', 'crm', 'hours', 'consent', 'auto', 'canned', 'typing', 'rating', 'bot', 'kpi', 'other'] as const
const MOST = 50
const MANY = 8
type Direction = 'to' | 'from'

interface CopySettingsProps {
  channel: Channel
  onClose: () => void
}

/** Settings of this channel for others, or of another one for this. */
export function CopySettings({ channel, onClose }: CopySettingsProps) {
  const text = useText()
  const api = useApi()
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels) })
  return (
    <Modal opened onClose={onClose} size="lg" title={text('copy.title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <QueryState query={channels}>
        {({ items }) => {
          const others = items.filter(({ id }) => id !== channel.id)
          return others.length === 0 ? <p className={styles.lead}>{text('copy.alone')}</p> : <CopyForm channel={channel} others={others} onClose={onClose} />
        }}
      </QueryState>
    </Modal>
  )
}

function CopyForm({ channel, others, onClose }: CopySettingsProps & { others: readonly Channel[] }) {
  const text = useText()
  const [direction, setDirection] = useState<Direction>('to')
  const [source, setSource] = useState(others[0]?.id ?? channel.id)
  const [targets, setTargets] = useState<string[]>([])
  const [groups, setGroups] = useState<string[]>([...GROUPS])
  const from = direction === 'to' ? channel.id : source
  const to = direction === 'to' ? targets : [channel.id]
  const copy = useCopy(from, to, groups, onClose)
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); copy.apply.mutate() }}>
      <SegmentedControl
        value={direction} onChange={(value) => setDirection(value === 'from' ? 'from' : 'to')}
        data={[{ value: 'to', label: text('copy.to') }, { value: 'from', label: text('copy.from') }]}
      />
      {direction === 'to'
        ? <Targets others={others} value={targets} onChange={setTargets} />
        : (
          <Select
            label={text('copy.source')} searchable allowDeselect={false} nothingFoundMessage={text('channels.none_found')} value={source}
            data={others.map(({ id, name }) => ({ value: id, label: name }))} onChange={(value) => value !== null && setSource(value)}
          />
        )}
      <Checkbox.Group label={text('copy.groups')} value={groups} onChange={setGroups}>
        <div className={styles.choices}>{GROUPS.map((group) => <Checkbox key={group} value={group} label={text(`setting.group.${group}`)} />)}</div>
      </Checkbox.Group>
      {copy.ready && <QueryState query={copy.preview}>{({ items }) => <Preview items={items} />}</QueryState>}
      {copy.apply.error && <Notice tone="danger" alert>{refusalText(text, copy.apply.error)}</Notice>}
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
        <Button type="submit" loading={copy.apply.isPending} disabled={!copy.changes}>{text('copy.do')}</Button>
      </div>
    </form>
  )
}

/** What would change is asked from the server, which changes it in the end. */
function useCopy(from: string, to: readonly string[], groups: readonly string[], onClose: () => void) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const body = { to: [...to], groups: [...groups] }
  const ready = to.length > 0 && groups.length > 0
  const preview = useQuery({
    queryKey: ['copied', from, body], queryFn: () => api.copySettings(from, { ...body, dry_run: true }), enabled: ready, gcTime: 0,
  })
  const apply = useMutation({
    mutationFn: () => api.copySettings(from, body),
    onSuccess: ({ items }) => {
      toast(text('copy.copied', { count: items.filter(({ changed }) => changed.length > 0).length }))
      for (const { channel_id: id } of items) void queries.invalidateQueries({ queryKey: ['channel', id] })
      void queries.invalidateQueries({ queryKey: ['settings'] })
      onClose()
    },
  })
  return { ready, preview, apply, changes: ready && (preview.data?.items.some(({ changed }) => changed.length > 0) ?? false) }
}

function Targets({ others, value, onChange }: { others: readonly Channel[]; value: string[]; onChange: (ids: string[]) => void }) {
  const text = useText()
  const [words, setWords] = useState('')
  const shown = found(others, new Map(), words, 'all')
  return (
    <div>
      {others.length > MANY && <TextInput mb="xs" aria-label={text('channels.find')} placeholder={text('channels.find')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />}
      <Checkbox.Group label={text('copy.targets')} value={value} onChange={(ids) => onChange(ids.slice(0, MOST))}>
        <div className={styles.targets}>
          {shown.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}
          {shown.length === 0 && <span className={styles.hint}>{text('channels.none_found')}</span>}
        </div>
      </Checkbox.Group>
    </div>
  )
}

function Preview({ items }: { items: readonly Copied[] }) {
  const text = useText()
  const words = useWords()
  return (
    <div className={styles.changes} role="status">
      {items.map(({ channel_id: id, name, changed }) => changed.length === 0
        ? <span key={id}>{text('copy.same', { name })}</span>
        : (
          <details key={id}>
            <summary>{text('copy.changes', { name, count: changed.length })}</summary>
            <ul>{changed.map((key) => <li key={key}>{words('setting', `${key}.label`) ?? key}</li>)}</ul>
          </details>
        ))}
    </div>
  )
}
