/** Allowed pages, one a line, as people write them: with or without scheme, with a path, with a slash at the end. */
const DOTTED = /^[a-z0-9*][a-z0-9.*-]*(:\d+)?$/i

export function originOf(line: string): string | null {
  const wanted = line.trim()
  const address = /^https?:\/\//i.test(wanted) ? wanted : DOTTED.test(wanted.split('/')[0] ?? '') ? `https://${wanted}` : ''
  const [, scheme, host] = /^(https?):\/\/([^/\s?#]+)/i.exec(address) ?? []
  return scheme && host && DOTTED.test(host) ? `${scheme}://${host}`.toLowerCase() : null
}

export function parseOrigins(text: string): { origins: string[]; wrong: string[] } {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean)
  const origins = new Set(lines.flatMap((line) => originOf(line) ?? []))
  return { origins: [...origins], wrong: lines.filter((line) => originOf(line) === null) }
}
