/** Stays at the end while the reader is there; elsewhere keeps what he reads where it is, whatever changes above it. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows'

const END_PX = 48
const TOP_PX = 240

interface ScrollInput {
  rows: readonly Row[]
  /** Something below the rows came or went. */
  tail: boolean
  nearTop: () => void
  sent: number
}

/** The topmost row in sight, and how far below the edge it begins. */
export interface Anchor {
  element: Element
  top: number
}

export function useScroll({ rows, tail, nearTop, sent }: ScrollInput) {
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const placed = useRef(false)
  const anchor = useRef<Anchor | null>(null)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (!placed.current) place(element)
    else if (atEnd) element.scrollTop = element.scrollHeight
    else keepPlace(element, anchor.current)
    placed.current = true
    anchor.current = anchorOf(element)
    // `atEnd` is where the reader was before these rows; a change of it alone must not scroll.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, tail])

  useLayoutEffect(() => {
    if (sent > 0 && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [sent])

  useStayWhenResized(box, atEnd, anchor)

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    anchor.current = anchorOf(element)
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

/** Messages and events stay what they are; a day's line moves up when older messages of that day come in. */
function anchorOf(box: HTMLElement): Anchor | null {
  const edge = box.getBoundingClientRect().top
  const rows = box.querySelectorAll('[data-anchor]')
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle
    else from = middle + 1
  }
  const element = rows[from]
  return element ? { element, top: element.getBoundingClientRect().top - edge } : null
}

function keepPlace(box: HTMLElement, anchor: Anchor | null): void {
  if (!anchor?.element.isConnected) return
  const top = anchor.element.getBoundingClientRect().top - box.getBoundingClientRect().top
  if (Math.abs(top - anchor.top) >= 1) box.scrollTop += top - anchor.top
}

/** Images that load and a composer that grows change the height without new rows. */
function useStayWhenResized(box: React.RefObject<HTMLDivElement | null>, atEnd: boolean, anchor: React.RefObject<Anchor | null>): void {
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (atEnd) element.scrollTop = element.scrollHeight
      else keepPlace(element, anchor.current)
    })
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [anchor, box, atEnd])
}
