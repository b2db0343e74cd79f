import { isApiError, type Channel, type ChannelSettings, type SettingItem } from '@openline/api'
import { EmptyState } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useLocation } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useApi } from '../../app/core'
import { keep, kept } from '../../app/kept'
import { lazily } from '../../app/lazily'
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
import { Toolbar } from './settings/Toolbar'
import { UnsavedBar } from './settings/UnsavedBar'
import { useDraft, type Draft } from './settings/useDraft'
import { useFound } from './settings/useFound'
import { useSave } from './settings/useSave'

const SHOWS_ALL = 'settings.all'
const HIDES_PREVIEW = 'settings.preview'
/** From here on it stands beside the settings. */
const ROOMY_PX = 1_200
const Preview = lazily(() => import('./settings/Preview'))

export function SettingsTab({ channel }: { channel: Channel }) {
  const api = useApi()
  const query = useQuery({ queryKey: ['settings', channel.id], queryFn: () => api.settings(channel.id) })
  return (
    <MoreTexts parts={['settings']}>
      <QueryState query={query}>{(settings) => <SettingsForm channel={channel} settings={settings} />}</QueryState>
    </MoreTexts>
  )
}

const keyIn = (hash: string) => (hash.startsWith('setting-') ? hash.slice('setting-'.length) : null)

/** Whoever comes with the address of a setting, or goes to it from the palette, sees it first, be it basic or not. */
function useArrival(onArrive: () => void) {
  const key = keyIn(useLocation({ select: ({ hash }) => hash }))
  useEffect(() => {
    if (!key) return
    onArrive()
    const frame = requestAnimationFrame(() => document.getElementById(`setting-${key}`)?.scrollIntoView({ block: 'center' }))
    return () => cancelAnimationFrame(frame)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each address
  }, [key])
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
  const [showsAll, setShowsAll] = useState(() => kept(SHOWS_ALL) === 'yes')
  const [isPastOpen, setPastOpen] = useState(false)
  const found = useFound(settings.items, wanted)
  const shown = showsAll || wanted.trim() ? found : found.filter((item) => item.basic || item.changed || draft.dirty.includes(item) || item.key in draft.refused)
  const groups = [...new Set(shown.map((item) => item.group))]
  const [previews, setPreviews] = useState(() => kept(HIDES_PREVIEW) !== 'no' && window.innerWidth >= ROOMY_PX)
  useArrival(() => {
    setShowsAll(true)
    setWanted('')
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {isApiError(save.error, 'version_conflict') && <Conflict error={save.error} draft={draft} onClose={save.reset} />}
      {isPastOpen && <History channel={channel} version={settings.version} draft={draft} onClose={() => setPastOpen(false)} />}
      <Toolbar
        wanted={wanted} onWanted={setWanted} showsAll={showsAll} previews={previews} onPast={() => setPastOpen(true)}
        onShowsAll={(all) => {
          setShowsAll(all)
          keep(SHOWS_ALL, all ? 'yes' : null)
        }}
        onPreviews={(on) => {
          setPreviews(on)
          keep(HIDES_PREVIEW, on ? null : 'no')
        }}
      />
      <div className={styles.layout} data-preview={previews || undefined}>
        <div className={styles.side}>
          <GroupNav groups={groups} draft={draft} />
          {shown.length < found.length && <p className={styles.more}>{text('settings.all_more', { count: found.length - shown.length })}</p>}
        </div>
        <div className={styles.main}>
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
