import type { QueryClient } from '@tanstack/react-query'
import type { RegisteredRouter } from '@tanstack/react-router'

/** The login ended: everybody who notices says so, the first leads to the door, and back here after it. */
export function toDoor(router: RegisteredRouter, queries: QueryClient): void {
  queries.clear()
  const { pathname, href } = router.latestLocation
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href } })
}
