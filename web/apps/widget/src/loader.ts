/** The only file that a page pays for: the launcher and a queue. Fetches the rest on intent, or for a known visitor. */
import { foreground, HEX } from './shell/colour'
import css from './shell/launcher.css?inline'
import type { Look } from './shell/messages'
import type { Call, Part } from './shell/site'

/** The server writes the path of the chat here. */
const CHAT = '__CHAT__'
/** The build writes the path of the iframe mode's part here. */
const FRAME_HOST = '__FRAME_HOST__'
/** The server may write the connection's look here: JSON, percent-encoded. */
const LOOK = '__LOOK__'

const LABELS: Look = { vi: 'Trò chuyện', ru: 'Чат' }
const DEFAULT_COLOR = '#2456d6'
const SVG = 'http://www.w3.org/2000/svg'

interface Api {
  (...call: Call): void
  /** Calls made before this file came; only the snippet's stub has it. */
  q?: ArrayLike<unknown>[]
  /** Ours, so that a second snippet on the page does nothing. */
  ready?: true
}
declare global {
  interface Window {
    Openline?: Api
  }
}

function servedLook(): Look {
  try {
    return JSON.parse(decodeURIComponent(LOOK)) as Look
  } catch {
    return {}
  }
}

/** Whether there is somebody to be connected again, or a message to be sent. */
function known(key: string): boolean {
  try {
    const names = new RegExp(`^openline:${key}:(token|out|open)`)
    return Object.keys({ ...localStorage, ...sessionStorage }).some((name) => names.test(name))
  } catch {
    return false
  }
}

function install(base: string, key: string, data: DOMStringMap) {
  const look: Look = { ...servedLook(), ...data }
  const locale = !look.locale || look.locale === 'auto' ? navigator.language : look.locale
  const label = LABELS[locale.slice(0, 2)] ?? 'Chat'
  const early: Call[] = Array.from(window.Openline?.q ?? [], (call) => Array.from(call))
  const host = document.createElement('openline-widget')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  const button = document.createElement('button')
  const icon = document.createElementNS(SVG, 'svg')
  const line = document.createElementNS(SVG, 'path')
  let answer: ((call: Call) => void) | undefined
  let tries = 0

  async function load() {
    if (button.ariaBusy || answer) return
    button.ariaBusy = 'true'
    try {
      // a browser may remember a module that failed: the next try has another name
      const part = (await import(/* @vite-ignore */ `${base}${look.mode === 'iframe' ? FRAME_HOST : CHAT}${tries++ ? `?${tries}` : ''}`)) as Part
      answer = part.take({ base, key, look, locale, host, root, button })
      early.splice(0).forEach(answer)
    } catch (problem) {
      button.ariaLabel = `${label} ⚠`
      // eslint-disable-next-line no-console -- the owner of the site looks here, and nowhere else
      console.warn('Openline', problem)
    }
    button.ariaBusy = null
  }

  const api: Api = (...call) => {
    if (answer) return answer(call)
    early.push(call)
    if (call[0] === 'open' || call[0] === 'toggle') void load()
  }
  api.ready = true
  window.Openline = api

  const color = look.color && HEX.test(look.color) ? look.color : DEFAULT_COLOR
  const [x = '20', y = x] = String(look.offset).match(/\d+/g) ?? []
  const put = (name: string, value: string) => host.style.setProperty(`--ol-${name}`, value, 'important')
  put('color', color)
  put('on', foreground(color))
  put(look.side === 'left' ? 'left' : 'right', `${x}px`)
  put('y', `${y}px`)
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  icon.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z')
  icon.append(line)
  button.append(icon)
  button.className = 'launcher'
  button.ariaLabel = label
  button.ariaExpanded = 'false'
  button.ariaHasPopup = 'dialog'
  button.hidden = look.launcher === 'off'
  button.onclick = () => api('open')
  button.onpointerenter = button.onfocus = load
  root.append(button)

  const mount = () => {
    // beside the body and in the top layer: a transform or a filter above would catch everything that is fixed
    document.documentElement.append(host)
    host.popover = 'manual'
    host.showPopover?.()
    if (known(key) || early.some(([name]) => name === 'open')) void load()
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', mount)
  else mount()
}

// a module has no currentScript
const script = document.currentScript ?? document.querySelector('script[src*="/w/"]')
const place = script instanceof HTMLScriptElement && /^(.+)\/w\/([\w-]+)\.js/.exec(script.src)
if (place && !window.Openline?.ready) install(place[1] ?? '', place[2] ?? '', script.dataset)
