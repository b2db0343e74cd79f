/** How near one looks, and at which part. Pure; pixels of the screen, the middle is 0. */
export interface Zoom {
  scale: number
  x: number
  y: number
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 }
export const NEAREST = 6
const STEP = 1.5
/** One press of an arrow key. */
export const PAN_PX = 80

export interface Size {
  width: number
  height: number
}

/** Keeps some of the picture in sight: it cannot be pushed further than it is larger than the stage. */
export function within(zoom: Zoom, stage: Size): Zoom {
  const room = (length: number) => (length * (zoom.scale - 1)) / 2
  const held = (value: number, most: number) => Math.min(most, Math.max(-most, value)) || 0
  return { scale: zoom.scale, x: held(zoom.x, room(stage.width)), y: held(zoom.y, room(stage.height)) }
}

/** Nearer or farther by steps, around a point: what lies under it stays there. */
export function zoomed(zoom: Zoom, steps: number, stage: Size, point = { x: 0, y: 0 }): Zoom {
  const scale = Math.min(NEAREST, Math.max(1, zoom.scale * STEP ** steps))
  const ratio = scale / zoom.scale
  return within({ scale, x: point.x - (point.x - zoom.x) * ratio, y: point.y - (point.y - zoom.y) * ratio }, stage)
}

export function moved(zoom: Zoom, by: { x: number; y: number }, stage: Size): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, stage)
}

export type ViewerAct =
  | { kind: 'step'; by: -1 | 1 }
  | { kind: 'zoom'; steps: number }
  | { kind: 'whole' }
  | { kind: 'pan'; x: number; y: number }
  | { kind: 'download' }

const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: PAN_PX, y: 0 }, ArrowRight: { x: -PAN_PX, y: 0 }, ArrowUp: { x: 0, y: PAN_PX }, ArrowDown: { x: 0, y: -PAN_PX },
}

/** What a key does: arrows leaf through, and look around once one is near. */
export function actOf(key: string, code: string, near: boolean): ViewerAct | null {
  const arrow = ARROWS[key]
  if (arrow && near) return { kind: 'pan', ...arrow }
  if (key === 'ArrowLeft') return { kind: 'step', by: -1 }
  if (key === 'ArrowRight') return { kind: 'step', by: 1 }
  if (key === '+' || key === '=' || code === 'NumpadAdd') return { kind: 'zoom', steps: 1 }
  if (key === '-' || code === 'NumpadSubtract') return { kind: 'zoom', steps: -1 }
  if (key === '0') return { kind: 'whole' }
  if (code === 'KeyD') return { kind: 'download' }
  return null
}
