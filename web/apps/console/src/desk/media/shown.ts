/** How a file is shown in the transcript, and which ones the viewer leafs through. Pure. */
import type { Message, StoredFile } from '@openline/api'

export type Shape = 'picture' | 'video' | 'round' | 'sound' | 'sticker' | 'paper' | 'notice'

/** Platforms send short spoken pictures as square videos; they are drawn as circles. */
const ROUND_MS = 60_000
/** What every browser we support can draw. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])
const FILMED = new Set(['video/mp4', 'video/webm'])

export function shapeOf(file: StoredFile): Shape {
  if (file.state !== 'ready') return 'notice'
  switch (file.kind) {
    case 'sticker':
      return drawable(file) || file.type === 'video/webm' ? 'sticker' : 'paper'
    case 'image':
      return drawable(file) ? 'picture' : 'paper'
    case 'video':
      if (!FILMED.has(file.type)) return 'paper'
      return isRound(file) ? 'round' : 'video'
    case 'voice':
    case 'audio':
      return file.type.startsWith('audio/') || file.type === 'video/webm' ? 'sound' : 'paper'
    case 'document':
      return 'paper'
  }
}

function drawable(file: StoredFile): boolean {
  return file.thumb_url !== null || DRAWN.has(file.type)
}

function isRound({ name, width, height, duration_ms }: StoredFile): boolean {
  return name.startsWith('video_note') && width === height && (duration_ms ?? 0) <= ROUND_MS
}

export function isVisual(file: StoredFile): boolean {
  const shape = shapeOf(file)
  return shape === 'picture' || shape === 'video'
}

/** What stands in an album: pictures and videos, also those that are still on their way, so that nothing moves when they come. */
export function isOfAlbum(file: StoredFile): boolean {
  const coming = file.state === 'fetching' || file.state === 'scanning'
  return isVisual(file) || (coming && (file.kind === 'image' || file.kind === 'video'))
}

/** The small picture if there is one, else the thing itself. */
export function smallest(file: StoredFile): string {
  return file.thumb_url ?? file.preview_url ?? file.url
}

/** What is looked at in full: moving pictures as they are, others as a preview fit for a screen. */
export function largest(file: StoredFile): string {
  return file.type === 'image/gif' ? file.url : (file.preview_url ?? file.url)
}

export interface Viewed {
  file: StoredFile
  message: Message
}

/** Everything to look at in what is loaded of a conversation, oldest first. */
export function viewable(messages: readonly Message[]): Viewed[] {
  return messages.flatMap((message) => message.files
    .filter((file) => isVisual(file) || shapeOf(file) === 'round')
    .map((file) => ({ file, message })))
}
