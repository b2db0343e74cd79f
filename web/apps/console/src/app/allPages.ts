/** Lists that are shown whole: read page by page, up to a bound. */
import type { Page } from '@openline/api'

const MAX_PAGES = 25

export async function allPages<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<{ items: T[] }> {
  const items: T[] = []
  let cursor: string | null = null
  for (let count = 0; count < MAX_PAGES; count++) {
    const page: Page<T> = await read(cursor)
    items.push(...page.items)
    if (page.next === null) break
    cursor = page.next
  }
  return { items }
}
