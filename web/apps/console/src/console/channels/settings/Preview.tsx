import { isApiError, type Channel, type ChannelPreview, type Locale, type PreviewScene } from '@openline/api'
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useApi } from '../../../app/core'
import { isLocale, LOCALE_NAMES, LOCALES } from '../../../i18n/catalogue'
import { useText } from '../../../i18n/text'
import { QueryState } from '../../../parts/QueryState'
import styles from './Settings.module.css'
import { fixedLocale, stage, type Show } from './stage'
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
  // A refused value has no preview of its own, and the query forgets the one before it.
  const [good, setGood] = useState(query.data)
  if (query.data !== undefined && query.data !== good) setGood(query.data)
  const isWrong = isApiError(query.error, 'invalid_field')
  const shown = isWrong ? good : query.data
  return (
    <aside className={styles.preview} aria-label={text('settings.preview_title')}>
      <h2>{text('settings.preview_title')}</h2>
      {isWrong && good && <p className={styles.warning}>{text('settings.preview_wrong')}</p>}
      {shown ? <Stage channel={channel} preview={shown} /> : <QueryState query={query}>{() => null}</QueryState>}
      <p className={styles.more}>{text('settings.preview_help')}</p>
    </aside>
  )
}

const PLACES = ['phone', 'desktop', 'messengers'] as const
type Place = (typeof PLACES)[number]
const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]

function Stage({ channel, preview }: { channel: Channel; preview: ChannelPreview }) {
  const text = useText()
  const [place, setPlace] = useState<Place>('phone')
  const [wanted, setWanted] = useState<string>('opening')
  const isWidget = place !== 'messengers'
  const asksFirst = isWidget && (preview.form?.before === true || !!preview.form?.consent)
  const scenes = [...(isWidget ? ['closed' as const] : []), ...(asksFirst ? ['form' as const] : []), ...preview.scenes.map(({ scene }) => scene)]
  const name = scenes.find((scene) => scene === wanted) ?? 'opening'
  const scene = preview.scenes.find((one) => one.scene === name) ?? null
  return (
    <>
      <SegmentedControl
        fullWidth size="xs" aria-label={text('settings.preview_where')} value={place}
        onChange={(value) => setPlace(PLACES.find((one) => one === value) ?? 'phone')}
        data={PLACES.map((value) => ({ value, label: text(`settings.preview_on.${value}`) }))}
      />
      <NativeSelect
        aria-label={text('settings.preview_scene')} value={name} onChange={(event) => setWanted(event.currentTarget.value)}
        data={scenes.map((value) => ({ value, label: text(`settings.scene.${value}`) }))}
      />
      {place !== 'messengers' ? <Widget channel={channel} preview={preview} scene={scene} open={name !== 'closed'} device={place} /> : scene && <Lines scene={scene} />}
    </>
  )
}

interface WidgetProps {
  channel: Channel
  preview: ChannelPreview
  scene: PreviewScene | null
  open: boolean
  device: 'phone' | 'desktop'
}

/** The real widget, in a frame that lets no request out. */
function Widget({ channel, preview, scene, open, device }: WidgetProps) {
  const text = useText()
  const api = useApi()
  const frame = useRef<HTMLIFrameElement>(null)
  const connections = useQuery({ queryKey: ['connections', channel.id], queryFn: () => api.connections(channel.id) })
  const widget = connections.data?.items.find(({ connector }) => connector === 'webchat')
  const fixed = fixedLocale(widget)
  const [chosen, setChosen] = useState<Locale | null>(null)
  const [scheme, setScheme] = useState<Scheme>('light')
  const locale = fixed ?? chosen ?? (isLocale(preview.language) ? preview.language : 'en')
  const [at] = useState(() => new Date().toISOString())
  const shown = useMemo(() => stage(preview, widget, channel.name, { scene, open, locale, at }), [preview, widget, channel.name, scene, open, locale, at])
  useEffect(() => {
    const tell = () => frame.current?.contentWindow?.postMessage({ openline: shown } satisfies { openline: Show }, window.location.origin)
    const ready = (event: MessageEvent<unknown>) => {
      if (event.source === frame.current?.contentWindow && event.origin === window.location.origin) tell()
    }
    window.addEventListener('message', ready)
    tell()
    return () => window.removeEventListener('message', ready)
  }, [shown])
  return (
    <>
      <div className={styles.looks}>
        <NativeSelect
          size="xs" label={text('settings.preview_language')} value={locale} disabled={fixed !== null}
          onChange={(event) => setChosen(LOCALES.find((one) => one === event.currentTarget.value) ?? null)}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
        <NativeSelect
          size="xs" label={text('settings.preview_scheme')} value={scheme} onChange={(event) => setScheme(event.currentTarget.value === 'dark' ? 'dark' : 'light')}
          data={SCHEMES.map((value) => ({ value, label: text(`scheme.${value}`) }))}
        />
      </div>
      {fixed && <p className={styles.more}>{text('settings.preview_fixed')}</p>}
      <div className={styles.screen} data-device={device}>
        <iframe
          ref={frame} className={styles.frame} style={{ colorScheme: scheme }} src="/widget/preview"
          title={text(`settings.preview_on.${device}`)} tabIndex={-1}
        />
      </div>
    </>
  )
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
