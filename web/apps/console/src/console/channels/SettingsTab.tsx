import { isApiError, type Channel, type ChannelSettings, type SettingItem, type SettingValue } from '@openline/api'
import { Alert, Button, TextInput } from '@mantine/core'
import { EmptyState, Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText, useWords } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import styles from './Channels.module.css'
import { EditingContext } from './editors/editing'
import { SettingRow } from './SettingRow'
import { same } from './useSaid'

type Changes = Readonly<Record<string, SettingValue>>

export function SettingsTab({ channel }: { channel: Channel }) {
  const api = useApi()
  const query = useQuery({ queryKey: ['settings', channel.id], queryFn: () => api.settings(channel.id) })
  return <QueryState query={query}>{(settings) => <SettingsForm channel={channel} settings={settings} />}</QueryState>
}

function useSave(channel: Channel, settings: ChannelSettings, changes: Changes, onSaved: () => void) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['settings', channel.id]
  return useMutation({
    mutationFn: () => api.changeSettings(channel.id, { ...changes, version: settings.version }),
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next)
      onSaved()
      toast(text('settings.saved'))
    },
    onError: (error) => {
      if (isApiError(error, 'version_conflict')) void queries.invalidateQueries({ queryKey })
      else refuse(error)
    },
  })
}

/** Changes are collected and saved together; leaving with unsaved ones asks first. */
function SettingsForm({ channel, settings }: { channel: Channel; settings: ChannelSettings }) {
  const text = useText()
  const words = useWords()
  const [changes, setChanges] = useState<Changes>({})
  const dirty = settings.items.filter((item) => !same(changes[item.key] ?? item.value, item.value))
  const save = useSave(channel, settings, Object.fromEntries(dirty.map((item) => [item.key, changes[item.key] ?? item.value])), () => setChanges({}))
  useBlocker({ shouldBlockFn: () => dirty.length > 0 && !window.confirm(text('settings.leave')), enableBeforeUnload: dirty.length > 0 })
  const [wanted, setWanted] = useState('')
  const found = useFound(settings.items, wanted)
  const groups = [...new Set(found.map((item) => item.group))]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {isApiError(save.error, 'version_conflict') && (
        <Alert color="yellow" variant="outline" role="alert" mb="md" title={text('settings.conflict')}>
          {text('settings.conflict_help')}
        </Alert>
      )}
      <Finder groups={groups} wanted={wanted} onWanted={setWanted} />
      {groups.length === 0 && <EmptyState icon="search" title={text('palette.nothing')} />}
      <EditingContext value={{ channelId: channel.id, changes: Object.fromEntries(dirty.map((item) => [item.key, changes[item.key] ?? item.value])) }}>
      {groups.map((group) => (
        <Card key={group} id={`group-${group}`} title={words('setting', `group.${group}`) ?? group}>
          {found.filter((item) => item.group === group).map((item) => (
            <SettingRow
              key={item.key}
              item={item}
              value={changes[item.key] ?? item.value}
              onChange={(value) => setChanges((before) => ({ ...before, [item.key]: value }))}
            />
          ))}
        </Card>
      ))}
      </EditingContext>
      {dirty.length > 0 && (
        <div className={styles.bar}>
          <span role="status">{text('settings.unsaved', { count: dirty.length })}</span>
          <Button variant="default" onClick={() => setChanges({})}>{text('settings.discard')}</Button>
          <Button type="submit" loading={save.isPending}>{text('action.save')}</Button>
        </div>
      )}
    </form>
  )
}

const plain = (words: string) => words.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** By what is written beside a setting, or by its key. */
function useFound(items: readonly SettingItem[], wanted: string): readonly SettingItem[] {
  const words = useWords()
  const sought = plain(wanted.trim())
  if (!sought) return items
  return items.filter(({ key, group }) =>
    plain([key, words('setting', `group.${group}`), words('setting', `${key}.label`), words('setting', `${key}.help`)].join(' ')).includes(sought))
}

interface FinderProps {
  groups: readonly string[]
  wanted: string
  onWanted: (wanted: string) => void
}

function Finder({ groups, wanted, onWanted }: FinderProps) {
  const text = useText()
  const words = useWords()
  return (
    <div className={styles.finder}>
      <TextInput
        type="search" aria-label={text('settings.find')} placeholder={text('settings.find')} leftSection={<Icon name="search" size={16} />}
        value={wanted} onChange={(event) => onWanted(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <nav className={styles.groups} aria-label={text('settings.groups')}>
        {groups.map((group) => (
          <button key={group} type="button" onClick={() => document.getElementById(`group-${group}`)?.scrollIntoView({ block: 'start' })}>
            {words('setting', `group.${group}`) ?? group}
          </button>
        ))}
      </nav>
    </div>
  )
}
