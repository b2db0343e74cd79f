/** Allowed pages, one a line, as people write them: with or without scheme, with a path, with a slash at the end. */
const HOST = /^(\*\.)?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*(:\d+)?$/u

export function originOf(line: string): string | null {
  const wanted = line.trim()
  const address = /^https?:\/\//i.test(wanted) ? wanted : HOST.test(wanted.split('/')[0] ?? '') ? `https://${wanted}` : ''
  const [, scheme, host] = /^(https?):\/\/([^/\s?#]+)/i.exec(address) ?? []
  return scheme && host && HOST.test(host) ? `${scheme}://${host}`.toLowerCase() : null
}

export function parseOrigins(text: string): { origins: string[]; wrong: string[] } {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean)
  const origins = new Set(lines.flatMap((line) => originOf(line) ?? []))
  return { origins: [...origins], wrong: lines.filter((line) => originOf(line) === null) }
}
