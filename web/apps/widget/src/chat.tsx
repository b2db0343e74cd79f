/** The chat itself, mounted into whatever the shell gives it: a shadow root, a frame, or a page of its own. */
import { render } from 'preact'
import { createControl } from './core/controller'
import { browser } from './core/world'
import { fill, loadWords, speaks, type Words } from './i18n'
import { en } from './locales/en'
import { foreground, HEX } from './shell/colour'
import type { Command, Options, Report } from './shell/messages'
import { takeOver } from './shell/shell'
import type { Part } from './shell/site'
import css from './style.css?inline'
import { Panel } from './view/panel'
import { createFormats, knownLocale } from './view/ui'

const SMALL = '(max-width: 480px)'

function dress(place: Node) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  if (place instanceof ShadowRoot || place instanceof Document) place.adoptedStyleSheets.push(sheet)
}

/** The connection's colour, for us and for the launcher; what the site itself asked for is there already. */
function paint({ style }: HTMLElement, color: string | null | undefined) {
  if (!color || !HEX.test(color)) return
  style.setProperty('--ol-color', color, 'important')
  style.setProperty('--ol-on', foreground(color), 'important')
}

/** On a phone the keyboard covers half of the window, and only the visual viewport knows. */
function followKeyboard(root: HTMLElement, wanted: () => boolean) {
  const view = window.visualViewport
  view?.addEventListener('resize', () => {
    root.style.height = wanted() ? `${view.height}px` : ''
  })
}

/** By touch the field would bring the keyboard up over everything: the panel takes the focus instead. */
function focusInto(root: HTMLElement) {
  const field = root.querySelector('textarea')
  const target = field && !matchMedia('(pointer: coarse)').matches ? field : root.querySelector('section')
  target?.focus()
}

export function start(options: Options, root: HTMLElement, report: (report: Report) => void): (command: Command) => void {
  const place = root.getRootNode()
  const small = matchMedia(SMALL)
  let locale = knownLocale(options.locale)
  let formats = createFormats(locale)
  let words: Words | null = null
  let focus = false
  let drawing = false

  const control = createControl({
    options,
    report,
    world: browser(options),
    label: (unread) => (unread ? fill((words ?? en).unread, unread) : (words ?? en).chat),
    changed: () => schedule(),
  })

  async function speak(next: string) {
    const loaded = await loadWords(next)
    locale = next
    formats = createFormats(next)
    words = loaded
    schedule()
  }

  /** All that happens at once is drawn at once. */
  function schedule() {
    if (drawing) return
    drawing = true
    queueMicrotask(draw)
  }

  function draw() {
    drawing = false
    if (!words) return
    const chat = control.state()
    const { locale: own } = chat.config ?? {}
    // the site's word is first, then the connection's, then the browser's
    if (own && own !== locale && speaks(own) && !options.look.locale) void speak(own)
    paint(place instanceof ShadowRoot && place.host instanceof HTMLElement ? place.host : root, options.look.color ?? chat.config?.color)
    render(<Panel ui={{ words, formats, control, options }} chat={chat} modal={small.matches} />, root)
    if (focus) focusInto(root)
    focus = false
  }

  dress(place)
  followKeyboard(root, () => options.mode !== 'frame' && (small.matches || options.mode === 'page'))
  small.addEventListener('change', schedule)
  for (const type of ['online', 'offline', 'pageshow', 'focus']) window.addEventListener(type, control.wake)
  document.addEventListener('visibilitychange', control.wake)
  control.start()
  void speak(locale)

  return (command) => {
    if (command.kind === 'open') focus = command.open && command.focus
    control.command(command)
    schedule()
  }
}

/** In the page of a site: the panel is a part of the launcher's shadow root. */
export const take: Part['take'] = (site) => {
  const panel = document.createElement('div')
  return takeOver(site, panel, 'inline', (options, report) => start(options(), panel, report))
}
