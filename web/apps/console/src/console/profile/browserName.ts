/** "Firefox, Windows" out of what a browser says of itself; null where it says nothing known. */
const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']] as const

export function browserName(agent: string): string | null {
  const of = (table: readonly (readonly [string, string])[]) => table.find(([mark]) => agent.includes(mark))?.[1]
  const said = [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(', ')
  return said || null
}
