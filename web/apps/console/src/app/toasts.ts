/** Short news at the edge of the screen: refusals in the server's words, and undo. */
import { Store } from '@openline/stream'

export interface Toast {
  id: number
  tone: 'info' | 'error'
  text: string
  action?: { label: string; run: () => void }
}

const MAX_TOASTS = 4
const STAY_MS = { info: 5_000, error: 9_000 }

export const toasts = new Store<readonly Toast[]>([])
let next = 1

export function dismiss(id: number): void {
  toasts.update((list) => list.filter((toast) => toast.id !== id))
}

export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  const item: Toast = { id: next++, tone: 'info', text, ...options }
  toasts.update((list) => [...list.filter((other) => other.text !== text), item].slice(-MAX_TOASTS))
  setTimeout(() => dismiss(item.id), STAY_MS[item.tone])
}
