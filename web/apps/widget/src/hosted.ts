/** The shell of our own two pages: the one inside a site's iframe, and the public one. */
import { start } from './chat'
import { isOurs, type Command, type FromFrame, type Options, type Report, type ToFrame } from './shell/messages'
import { prefixOf, readStored, writeStored } from './shell/storage'

const { key = '', origin = '', mode } = document.documentElement.dataset
const root = document.getElementById('chat') ?? document.body

/** The site's page keeps the storage and does the talking; only the window that holds us is believed. */
function inFrame() {
  let send: ((command: Command) => void) | null = null
  let site = '*' // until it has spoken it learns nothing but that we are there

  const post = (openline: FromFrame['openline']) => parent.postMessage({ openline }, site)
  addEventListener('message', (event) => {
    if (event.source !== parent || !isOurs<ToFrame>(event.data)) return
    const said = event.data.openline
    if (said.kind !== 'start') {
      if (event.origin === site) send?.(said)
    } else if (!send) {
      site = event.origin
      document.documentElement.lang = said.options.locale
      send = start({ ...said.options, key, base: origin, mode: 'frame' }, root, post)
    }
  })
  post({ kind: 'ready' })
}

function onPage() {
  const prefix = prefixOf(key)
  const asked = new URLSearchParams(location.search).get('locale') ?? undefined
  const title = document.title
  const receive = (report: Report) => {
    if (report.kind === 'store') writeStored(prefix + report.name, report.value)
    if (report.kind === 'unread') document.title = report.count ? `(${report.count}) ${title}` : title
  }
  const options: Options = {
    key,
    base: origin,
    mode: 'page',
    locale: asked ?? navigator.language,
    look: { locale: asked },
    stored: readStored(prefix),
    page: { url: location.origin + location.pathname, title, referrer: document.referrer },
  }
  document.documentElement.lang = options.locale
  const send = start(options, root, receive)
  addEventListener('storage', ({ key: name, newValue: value }) => {
    if (name?.startsWith(prefix)) send({ kind: 'stored', name: name.slice(prefix.length), value })
  })
  send({ kind: 'open', open: true, focus: true })
}

if (mode !== 'frame') onPage()
else if (parent !== window) inFrame()
