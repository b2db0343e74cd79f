/** Buttons under an answer: what is typed for them, and what goes out. Pure. */
import type { MessageButton } from '@openline/api'

export const MAX_BUTTONS = 10
export const MAX_LABEL = 40
/** Telegram takes no more back, and others take more. */
const PAYLOAD_BYTES = 64

/** The customer's press brings the payload back, so it says what the button said. */
export function buttonsOf(labels: readonly string[]): MessageButton[] {
  return labels.map((label) => label.trim()).filter(Boolean).map((label) => ({ label, payload: cut(label) }))
}

function cut(label: string): string {
  const size = new TextEncoder()
  let kept = ''
  for (const char of label) {
    if (size.encode(kept + char).length > PAYLOAD_BYTES) break
    kept += char
  }
  return kept
}
