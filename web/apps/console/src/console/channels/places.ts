/** Where a connected widget can be seen. */
const TWINS: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }

/** The test page stands on another origin than the console, as a customer's site would, where this machine has two names. */
export function testPage(here: URL, key: string): string {
  const page = new URL('/demo/site', here)
  page.hostname = TWINS[here.hostname] ?? here.hostname
  page.searchParams.set('key', key)
  return page.href
}

export function publicPage(here: URL, key: string): string {
  return new URL(`/chat/${encodeURIComponent(key)}`, here).href
}
