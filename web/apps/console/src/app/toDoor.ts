import type { QueryClient } from '@tanstack/react-query'
import type { RegisteredRouter } from '@tanstack/react-router'

interface Door {
  /** Where to go after it. */
  next?: string
}

/** The login ended: everybody who notices says so, the first leads to the door, and back here after it. */
export function toDoor(router: RegisteredRouter, queries: QueryClient, search: Door = { next: router.latestLocation.href }): void {
  if (router.latestLocation.pathname === '/login') return // what the door itself has asked must not be forgotten
  queries.clear()
  void router.navigate({ to: '/login', search })
}
