import { isApiError, type ApiError, type Channel, type ChannelSettings, type SettingItem } from '@openline/api'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { EmptyState, Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useApi } from '../../app/core'
import { keep, kept } from '../../app/kept'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText, useWords } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { EditingContext } from './editors/editing'
import { SettingRow } from './SettingRow'
import { Conflict } from './settings/Conflict'
import { GroupNav } from './settings/GroupNav'
import { History } from './settings/History'
import styles from './settings/Settings.module.css'
import { UnsavedBar } from './settings/UnsavedBar'
import { bodyOf, useDraft, type Draft } from './settings/useDraft'
import { useFound } from './settings/useFound'

const SHOWS_ALL = 'settings.all'
const HIDES_PREVIEW = 'settings.preview'
/** From here on it stands beside the settings. */
const ROOMY_PX = 1_200
const Preview = lazy(() => import('./settings/Preview'))

export function SettingsTab({ channel }: { channel: Channel }) {
  const api = useApi()
  const query = useQuery({ queryKey: ['settings', channel.id], queryFn: () => api.settings(channel.id) })
  return (
    <MoreTexts parts={['settings']}>
      <QueryState query={query}>{(settings) => <SettingsForm channel={channel} settings={settings} />}</QueryState>
    </MoreTexts>
  )
}

const reasons = (error: ApiError) => Object.fromEntries(Object.entries(error.data.fields ?? {}).map(([key, reason]) => [key, String(reason)]))

function useSave(channel: Channel, settings: ChannelSettings, draft: Draft) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const queryKey = ['settings', channel.id]
  return useMutation({
    mutationFn: () => api.changeSettings(channel.id, { ...bodyOf(draft), version: settings.version }),
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next)
      void queries.invalidateQueries({ queryKey: ['channel', channel.id] })
      draft.discard()
      toast(text('settings.saved'))
    },
    onError: (error) => {
      if (isApiError(error, 'version_conflict')) {
        void queries.invalidateQueries({ queryKey })
        return
      }
      const refused = isApiError(error, 'invalid_field') ? reasons(error) : {}
      if (Object.keys(refused).length === 0) refuse(error)
      draft.refuse(refused)
    },
  })
}

const hashKey = () => (window.location.hash.startsWith('#setting-') ? window.location.hash.slice('#setting-'.length) : null)

/** Whoever comes with the address of a setting sees it first. */
function useArrival() {
  useEffect(() => {
    const key = hashKey()
    if (key) document.getElementById(`setting-${key}`)?.scrollIntoView({ block: 'center' })
  }, [])
}

/** Changes are collected and saved together; leaving with unsaved ones asks first. */
function SettingsForm({ channel, settings }: { channel: Channel; settings: ChannelSettings }) {
  const text = useText()
  const draft = useDraft(settings.items)
  const save = useSave(channel, settings, draft)
  const unsaved = draft.dirty.length > 0
  useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname && !window.confirm(text('settings.leave')),
    enableBeforeUnload: unsaved,
  })
  const [wanted, setWanted] = useState('')
  const [showsAll, setShowsAll] = useState(() => kept(SHOWS_ALL) === 'yes' || hashKey() !== null)
  const [isPastOpen, setPastOpen] = useState(false)
  const found = useFound(settings.items, wanted)
  const shown = showsAll || wanted.trim() ? found : found.filter((item) => item.basic || item.changed || draft.dirty.includes(item) || item.key in draft.refused)
  const groups = [...new Set(shown.map((item) => item.group))]
  const [previews, setPreviews] = useState(() => kept(HIDES_PREVIEW) !== 'no' && window.innerWidth >= ROOMY_PX)
  useArrival()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {isApiError(save.error, 'version_conflict') && <Conflict error={save.error} draft={draft} onClose={save.reset} />}
      {isPastOpen && <History channel={channel} version={settings.version} draft={draft} onClose={() => setPastOpen(false)} />}
      <div className={styles.head}>
        <Finder wanted={wanted} onWanted={setWanted} />
        <SegmentedControl
          aria-label={text('settings.shown')} value={showsAll ? 'all' : 'basic'}
          data={[{ value: 'basic', label: text('settings.basic') }, { value: 'all', label: text('settings.all') }]}
          onChange={(value) => {
            setShowsAll(value === 'all')
            keep(SHOWS_ALL, value === 'all' ? 'yes' : null)
          }}
        />
        <Button
          variant="default" leftSection={<Icon name="device" size={16} />} aria-pressed={previews}
          onClick={() => {
            setPreviews(!previews)
            keep(HIDES_PREVIEW, previews ? 'no' : null)
          }}
        >
          {text('settings.preview')}
        </Button>
        <Button variant="default" leftSection={<Icon name="clock" size={16} />} onClick={() => setPastOpen(true)}>{text('settings.history')}</Button>
      </div>
      <div className={styles.layout} data-preview={previews || undefined}>
        <div className={styles.side}>
          <GroupNav groups={groups} draft={draft} />
          {shown.length < found.length && <p className={styles.more}>{text('settings.all_more', { count: found.length - shown.length })}</p>}
        </div>
        <div>
          {groups.length === 0 && <EmptyState icon="search" title={text('palette.nothing')} />}
          <EditingContext value={{ channelId: channel.id, changes: draft.changes }}>
            {groups.map((group) => <Group key={group} group={group} items={shown} channel={channel} draft={draft} onJump={() => setShowsAll(true)} />)}
          </EditingContext>
          {unsaved && <UnsavedBar draft={draft} busy={save.isPending} onSave={() => save.mutate()} />}
        </div>
        {previews && <Suspense fallback={null}><Preview channel={channel} version={settings.version} changes={draft.changes} /></Suspense>}
      </div>
    </form>
  )
}

interface GroupProps {
  group: string
  items: readonly SettingItem[]
  channel: Channel
  draft: Draft
  onJump: () => void
}

function Group({ group, items, channel, draft, onJump }: GroupProps) {
  const words = useWords()
  return (
    <Card id={`group-${group}`} title={words('setting', `group.${group}`) ?? group}>
      {items.filter((item) => item.group === group).map((item) => <SettingRow key={item.key} item={item} channel={channel} draft={draft} onJump={onJump} />)}
    </Card>
  )
}

function Finder({ wanted, onWanted }: { wanted: string; onWanted: (wanted: string) => void }) {
  const text = useText()
  return (
    <TextInput
      type="search" aria-label={text('settings.find')} placeholder={text('settings.find')} leftSection={<Icon name="search" size={16} />}
      value={wanted} onChange={(event) => onWanted(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    />
  )
}
