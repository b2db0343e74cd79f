/** Shortcuts by the place of the key (`event.code`), so that they work on every keyboard layout. */
import { useEffect, useRef } from 'react'
import { preferences } from '../../app/preferences'

export interface Binding {
  code: string
  alt?: boolean
  ctrl?: boolean
  /** Says no when there is nothing to do here, and the key keeps its meaning. */
  run: (event: KeyboardEvent) => boolean | void
}

const FIELDS = 'input, textarea, select, [contenteditable="true"]'
const LAYERS = '[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]'

/** A bare letter belongs to whoever is writing, and to an open layer. */
function bareKeyAllowed(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  return preferences.get().singleKeys && !target?.closest(FIELDS) && !document.querySelector(LAYERS)
}

export function matches(binding: Binding, event: KeyboardEvent): boolean {
  const ctrl = event.ctrlKey || event.metaKey
  return event.code === binding.code && event.altKey === (binding.alt ?? false) && ctrl === (binding.ctrl ?? false)
}

export function useKeys(bindings: readonly Binding[]): void {
  const current = useRef(bindings)
  useEffect(() => {
    current.current = bindings
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const binding = current.current.find((candidate) => matches(candidate, event))
      if (!binding) return
      const bare = !binding.alt && !binding.ctrl
      if (bare && (event.shiftKey || !bareKeyAllowed(event))) return
      if (binding.run(event) !== false) event.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
