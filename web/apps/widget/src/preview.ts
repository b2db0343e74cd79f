/** The chat with nobody behind it: all that it gets to know is what the console's page of settings tells it. */
import { start } from './chat'
import { foreground, HEX } from './shell/colour'
import css from './shell/launcher.css?inline'
import { takeOver } from './shell/shell'

const DEFAULT_COLOR = '#2456d6'
const SVG = 'http://www.w3.org/2000/svg'
const BUBBLE = 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z'

/** A moment of a conversation, in the words of the widget's API. */
interface Show {
  kind: 'show'
  /** Whether the visitor has opened the chat, or sees its button only. */
  open: boolean
  locale: string
  color: string | null
  side: string | null
  config: object
  snapshot: { number: number; messages: readonly object[]; conversation: object }
}

let shown: Show | null = null

/** What the server would answer. The policy of this page lets no request out. */
function answer(path: string): object {
  if (path.endsWith('/config')) return shown?.config ?? {}
  if (path.endsWith('/visitors')) return { token: 'preview', ...shown?.snapshot }
  return {}
}

class Silent {
  onmessage: ((event: { data: string }) => void) | null = null
  constructor() {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify({ type: 'hello', number: shown?.snapshot.number ?? 0 }) }))
  }
  send() {
    this.onmessage?.({ data: '{"type":"pong"}' })
  }
  close() {
    this.onmessage = null
  }
}

// what one sees here is not what this browser's owner keeps of a chat of his own
for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: {} })
// nor does it take the focus away from the setting that is being written
HTMLElement.prototype.focus = () => undefined
Object.assign(window, {
  fetch: (address: string) => Promise.resolve(new Response(JSON.stringify(answer(new URL(address).pathname)))),
  WebSocket: Silent,
})

/** The button as a site has it, which the shell takes over. */
function launcher({ color, side }: Show) {
  const host = document.createElement('openline-widget')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  const button = document.createElement('button')
  const icon = document.createElementNS(SVG, 'svg')
  const line = document.createElementNS(SVG, 'path')
  const own = color && HEX.test(color) ? color : DEFAULT_COLOR
  const look = { color: own, on: foreground(own), [side === 'left' ? 'left' : 'right']: '20px', y: '20px' }
  for (const [name, value] of Object.entries(look)) host.style.setProperty(`--ol-${name}`, value, 'important')
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  icon.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', BUBBLE)
  icon.append(line)
  button.append(icon)
  button.className = 'launcher'
  root.append(button)
  return { host, root, button }
}

function show(next: Show) {
  shown = next
  const { host, root, button } = launcher(next)
  document.querySelector('openline-widget')?.remove()
  document.documentElement.append(host)
  document.documentElement.lang = next.locale
  const panel = document.createElement('div')
  const site = { base: location.origin, key: 'preview', look: { locale: next.locale }, locale: next.locale, host, root, button }
  const call = takeOver(site, panel, 'inline', (options, report) => start({ ...options(), stored: { token: 'preview' } }, panel, report))
  if (next.open) call(['open'])
}

addEventListener('message', ({ source, origin, data }: MessageEvent<{ openline?: Show } | null>) => {
  const said = source === parent && origin === location.origin ? data?.openline : null
  if (said?.kind === 'show') show(said)
})
if (parent !== window) parent.postMessage({ openline: { kind: 'ready' } }, location.origin)
