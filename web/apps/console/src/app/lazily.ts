import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

const WAITS_MS: readonly number[] = [1_000, 3_000, 9_000]

/** A part of a screen that is fetched when it is shown. A line that is down costs patience, not the page around it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as React's own
export function lazily<Part extends ComponentType<any>>(load: () => Promise<{ default: Part }>): LazyExoticComponent<Part> {
  return lazy(() => patiently(load))
}

/** Try again: offline as soon as the line is back, else a few times. What was taken away by a new version fails in the end. */
export async function patiently<Found>(load: () => Promise<Found>): Promise<Found> {
  for (const wait of WAITS_MS) {
    try {
      return await load()
    } catch {
      await (navigator.onLine ? new Promise((go) => setTimeout(go, wait)) : lineIsBack())
    }
  }
  return await load()
}

function lineIsBack(): Promise<unknown> {
  return new Promise((go) => window.addEventListener('online', go, { once: true }))
}
