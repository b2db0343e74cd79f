/** What a customer would see with settings that are not stored yet. */

export type Scene = 'opening' | 'off_hours' | 'no_answer' | 'closing' | 'timeout' | 'rated'
export interface PreviewLine {
  author: 'customer' | 'agent' | 'system'
  text: string
}
export interface PreviewScene {
  scene: Scene
  phase: 'waiting' | 'active'
  closing: boolean
  widget: PreviewLine[]
  rating: { asked: boolean; vote: 'like' | 'dislike' | null; text: string; like: string; dislike: string } | null
  messenger: PreviewLine[]
}
export interface ChannelPreview {
  language: string
  title: string | null
  live_typing: boolean
  /** As customers see him. */
  agent: string
  position: string | null
  form: { before: boolean; title: string; consent_url: string; consent: { text: string; url: string } | null; fields: { id: string; kind: string; label: string; required: boolean; options: string[] }[] } | null
  scenes: PreviewScene[]
}
