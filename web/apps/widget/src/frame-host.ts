/** The iframe mode, seen from the site's page. The token stays in the site's storage: the frame is told it, and nobody else is. */
import { isOurs, type Command, type FromFrame, type ToFrame } from './shell/messages'
import { takeOver, type Mount } from './shell/shell'
import type { Part } from './shell/site'

export const take: Part['take'] = (site) => {
  const { base, key, look, button } = site
  const { origin } = new URL(base)
  const frame = document.createElement('iframe')
  frame.title = look.title ?? button.ariaLabel ?? 'Chat'
  frame.src = `${base}/widget/frame/${key}`

  const mount: Mount = (options, report) => {
    const early: Command[] = []
    let ready = false
    const post = (openline: ToFrame['openline']) => frame.contentWindow?.postMessage({ openline }, origin)
    addEventListener('message', (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow || !isOurs<FromFrame>(event.data)) return
      const said = event.data.openline
      if (said.kind !== 'ready') return report(said)
      ready = true
      post({ kind: 'start', options: options() })
      early.splice(0).forEach(post)
    })
    return (command) => {
      if (!ready) return void early.push(command)
      // a hidden frame has no focus to give
      if (command.kind === 'open' && command.focus) frame.focus()
      post(command)
    }
  }
  return takeOver(site, frame, 'frame', mount)
}
