/** First-party storage under one prefix. A browser that forbids it costs memory over reloads, nothing else. */

export const prefixOf = (key: string) => `openline:${key}:`

export function readStored(prefix: string): Record<string, string> {
  try {
    const ours = Object.entries<string>({ ...localStorage }).filter(([name]) => name.startsWith(prefix))
    return Object.fromEntries(ours.map(([name, value]) => [name.slice(prefix.length), value]))
  } catch {
    return {} // blocked by the browser or by a sandbox
  }
}

/** `null` takes the value away. */
export function writeStored(name: string, value: string | null, storage: () => Storage = () => localStorage) {
  try {
    if (value === null) storage().removeItem(name)
    else storage().setItem(name, value)
  } catch {
    // blocked or full
  }
}

/** What was written for this tab alone. */
export function readSession(name: string): string | null {
  try {
    return sessionStorage.getItem(name)
  } catch {
    return null
  }
}
