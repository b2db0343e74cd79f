/** A moment of the preview in the words of the widget's own API. */
import type { ChannelPreview, Connection, Locale, PreviewScene } from '@openline/api'
import { isLocale } from '../../../i18n/catalogue'

export interface Show {
  kind: 'show'
  open: boolean
  locale: Locale
  color: string | null
  side: string | null
  config: object
  snapshot: object
}

const LIMITS = { text: 8_000, file: 25_000_000, files: 10 }

/** How the widget was connected. */
function lookOf(widget: Connection | undefined, field: string): string | null {
  const value = widget?.config[field]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The language that a widget speaks with everybody, if one was chosen for it. */
export function fixedLocale(widget: Connection | undefined): Locale | null {
  const own = lookOf(widget, 'locale')
  return isLocale(own) ? own : null
}

export interface Moment {
  /** Null: before anything was said. */
  scene: PreviewScene | null
  open: boolean
  locale: Locale
  at: string
}

export function stage(preview: ChannelPreview, widget: Connection | undefined, name: string, { scene, open, locale, at }: Moment): Show {
  const lines = scene?.widget ?? []
  const messages = lines.map(({ author, text }, index) => ({
    number: index + 1, id: String(index + 1), author, text, at, state: 'read', name: author === 'agent' ? preview.agent : null,
    avatar_url: null, files: [], reply_to: null, client_id: null, buttons: [],
  }))
  const agent = { name: preview.agent, position: preview.position, avatar_url: null }
  const session = scene && {
    phase: scene.phase, agent: scene.phase === 'active' ? agent : null, waiting: scene.phase === 'waiting', closing: scene.closing,
    rating: scene.rating && { ...scene.rating, until: null },
  }
  return {
    kind: 'show',
    open,
    locale,
    color: lookOf(widget, 'color'),
    side: lookOf(widget, 'side'),
    config: {
      title: lookOf(widget, 'title') ?? preview.title ?? name, color: lookOf(widget, 'color'), locale: null, agents_online: true, live_typing: false, origin_ok: true,
      limits: LIMITS, form: scene || !open ? null : preview.form,
    },
    snapshot: {
      number: messages.length, messages, conversation: { number: messages.length, session, unread: 0, read_up_to: messages.length },
    },
  }
}
