import type { Id, Message } from '@openline/api'
import { Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import type { Viewed } from '../media/shown'
import { Stage } from './Stage'
import styles from './Viewer.module.css'
import { ViewerBar } from './ViewerBar'
import { actOf, moved, WHOLE, zoomed, type Zoom } from './zoom'

interface ViewerProps {
  items: readonly Viewed[]
  customer: string
  fileId: Id
  onMove: (fileId: Id) => void
  onClose: () => void
}

/** Pictures and videos of a conversation, one large at a time. */
export function Viewer({ items, customer, fileId, onMove, onClose }: ViewerProps) {
  const text = useText()
  const [zoom, setZoom] = useState(WHOLE)
  const stage = useRef<HTMLDivElement>(null)
  const save = useRef<HTMLAnchorElement>(null)
  const place = items.findIndex(({ file }) => file.id === fileId)
  const item = items[place]
  const picture = item?.file.kind === 'image'
  const change = (next: (zoom: Zoom, size: { width: number; height: number }) => Zoom) => {
    const size = stage.current?.getBoundingClientRect()
    if (picture && size) setZoom((now) => next(now, size))
  }
  const step = (by: -1 | 1) => {
    const next = items[place + by]
    if (!next) return
    setZoom(WHOLE)
    onMove(next.file.id)
  }
  useViewerKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLVideoElement) return
    const act = actOf(event.key, event.code, zoom.scale > 1)
    if (!act) return
    event.preventDefault()
    if (act.kind === 'step') step(act.by)
    else if (act.kind === 'zoom') change((now, size) => zoomed(now, act.steps, size))
    else if (act.kind === 'pan') change((now, size) => moved(now, act, size))
    else if (act.kind === 'whole') setZoom(WHOLE)
    else save.current?.click()
  })
  if (!item) return null // it was taken out meanwhile
  return (
    <Modal.Root opened fullScreen lockScroll={false} onClose={onClose} transitionProps={{ duration: 120 }}>
      <Modal.Content radius={0} aria-label={text('viewer.label')}>
        <div className={styles.viewer}>
          <ViewerBar
            item={item} place={place + 1} count={items.length} by={<Sender message={item.message} customer={customer} />} saveRef={save} zoom={zoom.scale}
            onZoom={picture ? (steps) => change((now, size) => zoomed(now, steps, size)) : null} onClose={onClose}
          />
          <Stage
            ref={stage} key={item.file.id} file={item.file} zoom={zoom} onZoom={change}
            onBack={place > 0 ? () => step(-1) : null} onNext={place < items.length - 1 ? () => step(1) : null}
          />
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Wherever the focus is: the viewer is all there is. */
function useViewerKeys(pressed: (event: KeyboardEvent) => void): void {
  const current = useRef(pressed)
  useEffect(() => {
    current.current = pressed
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => current.current(event)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

function Sender({ message, customer }: { message: Message; customer: string }) {
  const text = useText()
  const times = useTimes()
  const name = message.author === 'customer' ? customer : (message.author_name ?? text(`author.${message.author}`))
  return <>{name} · <time dateTime={message.at}>{times.moment(message.at)}</time></>
}
