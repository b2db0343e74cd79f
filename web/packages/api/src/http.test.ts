import { describe, expect, it, vi } from 'vitest'
import { createApi } from './api'
import { ApiError, isApiError } from './error'

type Sent = { url: string; init: RequestInit }

function server(status: number, body: unknown, cookies = 'csrftoken=from-cookie') {
  const sent: Sent[] = []
  const onSignedOut = vi.fn()
  const api = createApi({
    fetch: (url, init) => {
      sent.push({ url: url as string, init: init ?? {} })
      return Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status }))
    },
    cookies: () => cookies,
    onSignedOut,
  })
  const header = (name: string) => new Headers(sent[0]?.init.headers).get(name)
  return { api, sent, header, onSignedOut }
}

describe('a call', () => {
  it('sends the CSRF token of the cookie with an unsafe request only', async () => {
    const post = server(200, { id: '1' })
    await post.api.act('7', 'accept')
    expect(post.header('x-csrftoken')).toBe('from-cookie')
    const get = server(200, { items: [] })
    await get.api.channels()
    expect(get.header('x-csrftoken')).toBeNull()
  })

  it('falls back to the CSRF token that came with /me', async () => {
    const { api, sent } = server(200, { csrf_token: 'from-me' }, '')
    await api.me()
    await api.presence('away')
    expect(new Headers(sent[1]?.init.headers).get('x-csrftoken')).toBe('from-me')
  })

  it('sends a message with its client id as the idempotency key', async () => {
    const { api, header, sent } = server(201, { id: '1' })
    await api.send('5', { text: 'xin chào', client_id: 'abc' })
    expect(header('idempotency-key')).toBe('abc')
    expect(JSON.parse(sent[0]?.init.body as string)).toEqual({ text: 'xin chào', client_id: 'abc' })
  })

  it('leaves empty filters out of the address', async () => {
    const { api, sent } = server(200, { items: [], next: null })
    await api.conversations({ view: 'all', cursor: null, limit: 50 })
    expect(sent[0]?.url).toBe('/api/v1/conversations?view=all&limit=50')
  })
})

describe('a refusal', () => {
  it('becomes an ApiError with the code, the words and the rest', async () => {
    const { api } = server(409, { code: 'offer_gone', detail: 'Somebody took it.', title: 'Gone', session_id: '9' })
    const error: unknown = await api.act('9', 'accept').catch((reason: unknown) => reason)
    expect(isApiError(error, 'offer_gone')).toBe(true)
    expect(error).toMatchObject({ status: 409, detail: 'Somebody took it.', data: { session_id: '9' }, passing: false })
  })

  it('of an unknown kind keeps the status as its code', async () => {
    const { api } = server(502, null)
    await expect(api.channels()).rejects.toMatchObject({ code: 'http_502', passing: true })
  })

  it('with 401 says that the login has ended, except where one is being made', async () => {
    const desk = server(401, { code: 'login_needed' })
    await desk.api.channels().catch(() => undefined)
    expect(desk.onSignedOut).toHaveBeenCalledOnce()
    const door = server(401, { code: 'wrong_password' })
    await door.api.login({ email: 'a@b.c', password: 'x' }).catch(() => undefined)
    expect(door.onSignedOut).not.toHaveBeenCalled()
  })
})

it('no answer is told apart from a refusal', async () => {
  const api = createApi({ fetch: () => Promise.reject(new TypeError('failed')), cookies: () => '' })
  const error: unknown = await api.channels().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'network', unanswered: true, passing: true })
})
