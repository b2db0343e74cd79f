/** What the loader hands on: the launcher it has drawn, and what the site wants. */
import type { Look } from './messages'

export type Call = readonly unknown[]

export interface Site {
  /** Where the server is, without a slash at the end. */
  base: string
  key: string
  look: Look
  locale: string
  host: HTMLElement
  root: ShadowRoot
  button: HTMLButtonElement
}

/** The part that is fetched on intent: `chat` in the page, `frame-host` for the iframe mode. */
export interface Part {
  /** Takes the launcher over; the answer is the JavaScript API from then on. */
  take: (site: Site) => (call: Call) => void
}
