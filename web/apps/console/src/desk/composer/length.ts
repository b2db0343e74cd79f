/**
 * How long a text is as a platform counts it, and in how many messages it goes: the same cuts as the server makes
 * (connectors/base/split.py), so that the number said is the number sent. Pure.
 */
import type { Capabilities, TextUnit } from '@openline/api'

const SIZES: Record<TextUnit, (text: string) => number> = {
  chars: (text) => [...text].length,
  utf16: (text) => text.length,
  bytes: (text) => new TextEncoder().encode(text).length,
}
/** A cut at a blank is taken when it costs at most this share of a piece. */
const MAY_WASTE = 4

export function sizeOf(text: string, unit: TextUnit): number {
  return SIZES[unit](text)
}

/** What must not be torn: letters with their marks, families of emoji. Older browsers know only whole characters. */
function clusters(text: string): string[] {
  if (!('Segmenter' in Intl)) return [...text]
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
}

/** Of a cluster longer than a whole message nothing is left but its characters. */
function fitting(text: string, fits: (cluster: string) => boolean): string[] {
  return clusters(text).flatMap((cluster) => (fits(cluster) ? [cluster] : [...cluster]))
}

type Limit = Pick<Capabilities, 'text_limit' | 'text_unit'>

export function messagesOf(text: string, { text_limit, text_unit }: Limit): number {
  const size = SIZES[text_unit]
  if (size(text) <= text_limit) return 1
  let count = 1
  let piece: string[] = []
  let room = text_limit
  for (const cluster of fitting(text, (whole) => size(whole) <= text_limit)) {
    const need = size(cluster)
    while (need > room && piece.length > 0) {
      piece = rest(piece)
      count += 1
      room = text_limit - piece.reduce((sum, part) => sum + size(part), 0)
    }
    piece.push(cluster)
    room -= need
  }
  return count
}

/** What moves on to the next message when this one is full: from the last line or blank on, if that is near the end. */
function rest(piece: readonly string[]): string[] {
  const near = piece.length - 1 - Math.floor(piece.length / MAY_WASTE)
  for (const wanted of ['\n', ' ']) {
    const place = piece.findLastIndex((cluster, index) => index >= near && cluster.endsWith(wanted))
    if (place >= 0) return piece.slice(place + 1)
  }
  return []
}

/** The counter appears over the last tenth. */
const NEAR = 0.9

export interface Count {
  /** Still free in the message; null while there is plenty. */
  left: number | null
  messages: number
}

export function countOf(text: string, limit: Limit): Count {
  const size = sizeOf(text, limit.text_unit)
  return { left: size > limit.text_limit * NEAR ? limit.text_limit - size : null, messages: messagesOf(text, limit) }
}
