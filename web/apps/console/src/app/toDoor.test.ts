import { createApi } from '@openline/api'
import { beforeEach, expect, it, vi } from 'vitest'
import { createQueries } from './core'
import { createAppRouter } from './router'
import { toDoor } from './toDoor'

function at(path: string) {
  window.history.replaceState(null, '', path)
  const core = { api: createApi({ cookies: () => '', fetch: () => Promise.reject(new TypeError('offline')) }), queries: createQueries() }
  const router = createAppRouter(core)
  const navigate = vi.spyOn(router, 'navigate').mockResolvedValue()
  core.queries.setQueryData(['setup'], 'asked')
  return { router, queries: core.queries, navigate }
}

beforeEach(() => window.history.replaceState(null, '', '/'))

it('leads to the door and back, and forgets what the last one saw', () => {
  const { router, queries, navigate } = at('/channels')
  toDoor(router, queries)
  expect(navigate).toHaveBeenCalledWith({ to: '/login', search: { next: '/channels' } })
  expect(queries.getQueryData(['setup'])).toBeUndefined()
})

it('keeps what the door has asked when somebody notices late', () => {
  const { router, queries, navigate } = at('/login')
  toDoor(router, queries)
  expect(navigate).not.toHaveBeenCalled()
  expect(queries.getQueryData(['setup'])).toBe('asked')
})

it('does not bring back who leaves by himself', () => {
  const { router, queries, navigate } = at('/channels')
  toDoor(router, queries, {})
  expect(navigate).toHaveBeenCalledWith({ to: '/login', search: {} })
})
