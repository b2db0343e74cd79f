/** The chat with nobody behind it: all that it gets to know is what the console's page of settings tells it. */
import { start } from './chat'

/** A moment of a conversation, in the words of the widget's API. */
interface Show {
  kind: 'show'
  locale: string
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

Object.assign(window, {
  fetch: (address: string) => Promise.resolve(new Response(JSON.stringify(answer(new URL(address).pathname)))),
  WebSocket: Silent,
})

function show(next: Show) {
  shown = next
  const root = document.createElement('div')
  root.id = 'chat'
  document.adoptedStyleSheets = []
  document.body.replaceChildren(root)
  document.documentElement.lang = next.locale
  const page = { url: '', title: '', referrer: '' }
  const look = { locale: next.locale }
  const send = start(
    { key: 'preview', base: location.origin, mode: 'frame', locale: next.locale, look, stored: { token: 'preview' }, page }, root, () => undefined,
  )
  send({ kind: 'open', open: true, focus: false })
}

addEventListener('message', ({ source, origin, data }: MessageEvent<{ openline?: Show } | null>) => {
  const said = source === parent && origin === location.origin ? data?.openline : null
  if (said?.kind === 'show') show(said)
})
if (parent !== window) parent.postMessage({ openline: { kind: 'ready' } }, location.origin)
