/** Small choices this browser remembers. Storage may be full or forbidden: then they live as long as the tab. */
const PREFIX = 'openline.'
const memory = new Map<string, string>()

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? null
  } catch {
    return memory.get(name) ?? null
  }
}

export function keep(name: string, value: string | null): void {
  if (value === null) memory.delete(name)
  else memory.set(name, value)
  try {
    if (value === null) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, value)
  } catch {
    return // remembered above for this tab
  }
}
