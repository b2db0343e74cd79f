/** Keeps the place of a picture before it has loaded, so that nothing jumps. */
import type { StoredFile } from '@openline/api'

const WIDEST = 320
const HIGHEST = 280

export interface Box {
  width: number
  height: number
}

export function pictureBox(width: number, height: number): Box {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

export function boxOf({ width, height }: Pick<StoredFile, 'width' | 'height'>): Box | null {
  return width && height ? pictureBox(width, height) : null
}
