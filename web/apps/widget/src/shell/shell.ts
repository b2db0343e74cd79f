/** Opens, closes, counts and remembers for a site's page. What is in the panel is somebody else's: the chat or a frame. */
import type { Command, Options, Report } from './messages'
import css from './panel.css?inline'
import type { Call, Site } from './site'
import { prefixOf, readSession, readStored, writeStored } from './storage'

const SMALL = '(max-width: 480px)'
const KEYS = ['keydown', 'keyup', 'keypress']
const MOST_SHOWN = 99
const CROSS = 'M6 6l12 12M18 6L6 18'

type Handler = (detail: unknown) => void

export type Mount = (options: () => Options, report: (report: Report) => void) => (command: Command) => void

export function takeOver(site: Site, panel: HTMLElement, mode: 'inline' | 'frame', mount: Mount): (call: Call) => void {
  const { base, key, look, locale, host, root, button } = site
  const prefix = prefixOf(key)
  const small = matchMedia(SMALL)
  const handlers: Record<string, Handler[]> = {}
  const badge = document.createElement('span')
  const sheet = new CSSStyleSheet()
  const icon = root.querySelector('path')
  const bubble = icon?.getAttribute('d') ?? ''
  let open = false
  let covered = false
  let before: Element | null = null

  const emit = (name: string, detail?: unknown) => {
    // a handler of the site that throws must not take us along
    for (const handler of handlers[name] ?? []) queueMicrotask(() => handler(detail))
  }
  const keepOpen = (value: string | null) => writeStored(`${prefix}open`, value, () => sessionStorage)

  /** On a small screen the panel is modal: what it covers can be neither reached nor read out. */
  function cover() {
    if (covered !== (open && small.matches)) document.body.inert = covered = !covered
  }

  function setOpen(next: boolean, focus = true) {
    if (open === next) return
    const inside = document.activeElement === host
    open = next
    if (open) before = document.activeElement
    panel.hidden = !open
    button.ariaExpanded = String(open)
    icon?.setAttribute('d', open ? CROSS : bubble)
    cover()
    keepOpen(open ? '1' : null)
    send({ kind: 'open', open, focus })
    if (!open && inside) (button.hidden && before instanceof HTMLElement ? before : button).focus()
    emit(open ? 'open' : 'close')
  }

  function receive(report: Report) {
    switch (report.kind) {
      case 'close':
        return setOpen(false)
      case 'store':
        return writeStored(prefix + report.name, report.value)
      case 'event':
        return emit(report.name, report.detail)
      case 'unread': {
        const { count, label } = report
        badge.textContent = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count)
        badge.hidden = !count
        button.ariaLabel = label
        emit('unread', count)
      }
    }
  }

  const options = (): Options => ({
    key,
    base,
    mode,
    locale,
    look,
    stored: readStored(prefix),
    // the fragment stays here: some sites keep tokens in it
    page: { url: location.origin + location.pathname + location.search, title: document.title, referrer: document.referrer },
  })

  sheet.replaceSync(css)
  root.adoptedStyleSheets.push(sheet)
  panel.className = 'panel'
  panel.hidden = badge.hidden = true
  badge.className = 'badge'
  badge.ariaHidden = 'true'
  button.append(badge)
  root.prepend(panel)
  // a site's hot-keys are not for what is typed here
  for (const type of KEYS) root.addEventListener(type, (event) => event.stopPropagation())

  const send = mount(options, receive)
  const toggle = () => setOpen(!open)
  button.onclick = toggle
  small.onchange = cover
  addEventListener('storage', ({ key: name, newValue: value }) => {
    if (name?.startsWith(prefix)) send({ kind: 'stored', name: name.slice(prefix.length), value })
  })
  if (readSession(`${prefix}open`)) {
    // on a phone it would hide the page that was asked for
    if (small.matches) keepOpen(null)
    else setOpen(true, false)
  }

  return ([name, value, handler]) => {
    if (name === 'on' && typeof handler === 'function') (handlers[String(value)] ??= []).push(handler as Handler)
    if (name === 'open' || name === 'close') setOpen(name === 'open')
    if (name === 'toggle') toggle()
    if (name === 'identify') send({ kind: name, value })
    if (name === 'reset') {
      for (const kept in readStored(prefix)) writeStored(prefix + kept, null)
      send({ kind: name })
    }
  }
}
