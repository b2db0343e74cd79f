import type { StoredFile } from '@openline/api'
import { ActionIcon, Button, Loader } from '@mantine/core'
import { ErrorState, Icon } from '@openline/ui'
import { useRef, useState, type PointerEvent, type Ref, type WheelEvent } from 'react'
import { useText } from '../../i18n/text'
import { largest, shapeOf } from '../media/shown'
import styles from './Viewer.module.css'
import { moved, WHOLE, zoomed, type Size, type Zoom } from './zoom'

interface StageProps {
  ref: Ref<HTMLDivElement>
  file: StoredFile
  zoom: Zoom
  onZoom: (next: (zoom: Zoom, size: Size) => Zoom) => void
  onBack: (() => void) | null
  onNext: (() => void) | null
}

export function Stage({ ref, file, zoom, onZoom, onBack, onNext }: StageProps) {
  const text = useText()
  const [failed, setFailed] = useState(false)
  return (
    <div className={styles.stage} ref={ref}>
      {failed ? (
        <ErrorState title={text('viewer.failed')} action={<Button size="xs" onClick={() => setFailed(false)}>{text('action.again')}</Button>} />
      ) : file.kind === 'image' ? (
        <Still file={file} zoom={zoom} onZoom={onZoom} onFailed={() => setFailed(true)} />
      ) : (
        <video
          className={styles.film} data-round={shapeOf(file) === 'round' || undefined} src={file.url} poster={file.thumb_url ?? undefined}
          controls autoPlay playsInline aria-label={file.name} onError={() => setFailed(true)}
        />
      )}
      {onBack && (
        <ActionIcon className={styles.back} size="xl" radius="xl" variant="filled" color="dark" aria-label={text('viewer.back')} onClick={onBack}>
          <Icon name="back" />
        </ActionIcon>
      )}
      {onNext && (
        <ActionIcon className={styles.next} size="xl" radius="xl" variant="filled" color="dark" aria-label={text('viewer.next')} onClick={onNext}>
          <Icon name="forward" />
        </ActionIcon>
      )}
    </div>
  )
}

interface StillProps extends Pick<StageProps, 'file' | 'zoom' | 'onZoom'> {
  onFailed: () => void
}

/** First what the transcript has loaded already, then the picture for a screen, and near to it the thing itself. */
function Still({ file, zoom, onZoom, onFailed }: StillProps) {
  const drag = useRef<{ x: number; y: number } | null>(null)
  const [loaded, setLoaded] = useState(false)
  const near = zoom.scale > 1
  const fine = near && file.inline ? file.url : largest(file)
  // Never larger than it is, and the rough one in the same place.
  const most = { maxInlineSize: file.width ?? undefined, maxBlockSize: file.height ?? undefined }
  const transform = `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`
  const turned = (event: WheelEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const point = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 }
    onZoom((now, size) => zoomed(now, event.deltaY < 0 ? 1 : -1, size, point))
  }
  const dragged = (event: PointerEvent) => {
    const from = drag.current
    if (!from) return
    drag.current = { x: event.clientX, y: event.clientY }
    onZoom((now, size) => moved(now, { x: event.clientX - from.x, y: event.clientY - from.y }, size))
  }
  return (
    <div
      className={styles.still} data-near={near || undefined} aria-busy={!loaded}
      onWheel={turned}
      onDoubleClick={() => onZoom((now, size) => (now.scale > 1 ? WHOLE : zoomed(now, 2, size)))}
      onPointerDown={(event) => {
        if (!near) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={dragged}
      onPointerUp={() => (drag.current = null)}
    >
      {!loaded && <Loader className={styles.late} color="gray" aria-hidden />}
      {!loaded && file.thumb_url && <img src={file.thumb_url} alt="" aria-hidden draggable={false} className={styles.rough} style={most} />}
      <img src={fine} alt={file.name} draggable={false} style={{ ...most, transform }} onLoad={() => setLoaded(true)} onError={onFailed} />
    </div>
  )
}
