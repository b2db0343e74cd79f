import { isApiError, type Channel, type ChannelPreview, type PreviewScene } from '@openline/api'
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useApi } from '../../../app/core'
import { useText } from '../../../i18n/text'
import { QueryState } from '../../../parts/QueryState'
import styles from './Settings.module.css'
import { stage, type Show } from './stage'
import type { Changes } from './useDraft'

const PAUSE_MS = 300

interface PreviewProps {
  channel: Channel
  version: number
  changes: Changes
}

/** What a customer would see with all that is not saved yet: in our widget itself, or as lines of a messenger. */
export default function Preview({ channel, version, changes }: PreviewProps) {
  const text = useText()
  const api = useApi()
  const [settled] = useDebouncedValue(changes, PAUSE_MS)
  const query = useQuery({
    queryKey: ['preview', channel.id, version, settled], queryFn: () => api.previewChannel(channel.id, settled),
    placeholderData: keepPreviousData, retry: false,
  })
  return (
    <aside className={styles.preview} aria-label={text('settings.preview_title')}>
      <h2>{text('settings.preview_title')}</h2>
      {isApiError(query.error, 'invalid_field') && <p className={styles.warning}>{text('settings.preview_wrong')}</p>}
      <QueryState query={query}>{(preview) => <Stage channel={channel} preview={preview} />}</QueryState>
      <p className={styles.more}>{text('settings.preview_help')}</p>
    </aside>
  )
}

type Place = 'widget' | 'messengers'

function Stage({ channel, preview }: { channel: Channel; preview: ChannelPreview }) {
  const text = useText()
  const [place, setPlace] = useState<Place>('widget')
  const [wanted, setWanted] = useState<string>('opening')
  const asksFirst = place === 'widget' && preview.form?.before === true
  const scenes = [...(asksFirst ? ['form' as const] : []), ...preview.scenes.map(({ scene }) => scene)]
  const name = scenes.find((scene) => scene === wanted) ?? 'opening'
  const scene = preview.scenes.find((one) => one.scene === name) ?? null
  return (
    <>
      <SegmentedControl
        fullWidth aria-label={text('settings.preview_where')} value={place} onChange={(value) => setPlace(value === 'widget' ? 'widget' : 'messengers')}
        data={[{ value: 'widget', label: text('settings.preview_widget') }, { value: 'messengers', label: text('settings.preview_messengers') }]}
      />
      <NativeSelect
        aria-label={text('settings.preview_scene')} value={name} onChange={(event) => setWanted(event.currentTarget.value)}
        data={scenes.map((value) => ({ value, label: text(`settings.scene.${value}`) }))}
      />
      {place === 'widget' ? <Widget channel={channel} preview={preview} scene={scene} /> : scene && <Lines scene={scene} />}
    </>
  )
}

/** The real widget, in a frame that lets no request out. */
function Widget({ channel, preview, scene }: { channel: Channel; preview: ChannelPreview; scene: PreviewScene | null }) {
  const text = useText()
  const api = useApi()
  const frame = useRef<HTMLIFrameElement>(null)
  const connections = useQuery({ queryKey: ['connections', channel.id], queryFn: () => api.connections(channel.id) })
  const widget = connections.data?.items.find(({ connector }) => connector === 'webchat')
  const [opened] = useState(() => new Date().toISOString())
  const shown = useMemo(() => stage(preview, scene, widget, channel.name, opened), [preview, scene, widget, channel.name, opened])
  useEffect(() => {
    const tell = () => frame.current?.contentWindow?.postMessage({ openline: shown } satisfies { openline: Show }, window.location.origin)
    const ready = (event: MessageEvent<unknown>) => {
      if (event.source === frame.current?.contentWindow && event.origin === window.location.origin) tell()
    }
    window.addEventListener('message', ready)
    tell()
    return () => window.removeEventListener('message', ready)
  }, [shown])
  return <iframe ref={frame} className={styles.frame} src="/widget/preview" title={text('settings.preview_widget')} tabIndex={-1} />
}

function Lines({ scene }: { scene: PreviewScene }) {
  const text = useText()
  return (
    <ol className={styles.lines}>
      {scene.messenger.map((line, index) => (
        <li key={index} data-author={line.author}>
          <small>{text(`settings.said.${line.author}`)}</small>
          <span>{line.text}</span>
        </li>
      ))}
    </ol>
  )
}
