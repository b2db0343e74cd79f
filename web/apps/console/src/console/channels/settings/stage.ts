/** A moment of the preview in the words of the widget's own API. */
import type { ChannelPreview, Connection, PreviewScene } from '@openline/api'

export interface Show {
  kind: 'show'
  locale: string
  config: object
  snapshot: object
}

const LIMITS = { text: 8_000, file: 25_000_000, files: 10 }

/** `scene` null: before anything was said. */
export function stage(preview: ChannelPreview, scene: PreviewScene | null, widget: Connection | undefined, name: string, at: string): Show {
  const look = (field: string) => {
    const value = widget?.config[field]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const own = look('locale')
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
    locale: own === null || own === 'auto' ? preview.language : own,
    config: {
      title: look('title') ?? preview.title ?? name, color: look('color'), locale: null, agents_online: true, live_typing: false, origin_ok: true,
      limits: LIMITS, form: scene ? null : preview.form,
    },
    snapshot: {
      number: messages.length, messages, conversation: { number: messages.length, session, unread: 0, read_up_to: messages.length },
    },
  }
}
