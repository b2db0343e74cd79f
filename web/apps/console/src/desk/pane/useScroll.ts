/** Stays at the end while the reader is there, keeps his place while older messages come in above. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows'

const END_PX = 48
const TOP_PX = 240

interface ScrollInput {
  rows: readonly Row[]
  /** Something below the rows came or went. */
  tail: boolean
  /** Oldest message shown: when it changes, rows came in above. */
  firstId: string | undefined
  nearTop: () => void
  sent: number
}

export function useScroll({ rows, tail, firstId, nearTop, sent }: ScrollInput) {
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const before = useRef<{ firstId: string | undefined; height: number } | null>(null)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const previous = before.current
    if (!previous) place(element)
    else if (previous.firstId !== firstId) element.scrollTop += element.scrollHeight - previous.height
    else if (atEnd) element.scrollTop = element.scrollHeight
    before.current = { firstId, height: element.scrollHeight }
    // `atEnd` is where the reader was before these rows; a change of it alone must not scroll.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, tail, firstId])

  useLayoutEffect(() => {
    if (sent > 0 && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [sent])

  useStayWhenResized(box, atEnd)

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < END_PX)
    if (element.scrollTop < TOP_PX) nearTop()
  }, [nearTop])

  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'smooth' })
  return { box, atEnd, onScroll, toEnd }
}

/** At the unread line if there is one, else at the end. */
function place(element: HTMLElement): void {
  const line = element.querySelector<HTMLElement>('[data-unread-line]')
  element.scrollTop = line ? line.offsetTop - 80 : element.scrollHeight
}

/** Images that load and a composer that grows change the height without new rows. */
function useStayWhenResized(box: React.RefObject<HTMLDivElement | null>, atEnd: boolean): void {
  useLayoutEffect(() => {
    const element = box.current
    if (!element || !atEnd) return
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [box, atEnd])
}
