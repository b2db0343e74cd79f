import { describe, expect, it } from 'vitest'
import { moved } from './order'
import { originOf, parseOrigins } from './origins'
import { publicPage, testPage } from './places'

it('moves one member and leaves the others in order', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 1, 9)).toEqual(['a', 'b'])
})

describe('allowed sites', () => {
  it('are origins, however they were typed', () => {
    expect(originOf('https://Shop.example/tea/')).toBe('https://shop.example')
    expect(originOf('shop.example')).toBe('https://shop.example')
    expect(originOf('http://localhost:3000')).toBe('http://localhost:3000')
    expect(originOf('*.shop.example')).toBe('https://*.shop.example')
    expect(originOf('trà-ngon.vn/cửa-hàng')).toBe('https://trà-ngon.vn')
  })

  it('are refused when they are no sites', () => {
    expect([originOf('javascript:alert(1)'), originOf('hello world'), originOf('ftp://a.b')]).toEqual([null, null, null])
    expect(parseOrigins('a.vn\n\n b.vn/x \na.vn\nno way')).toEqual({ origins: ['https://a.vn', 'https://b.vn'], wrong: ['no way'] })
  })
})

it('the test page has another origin than the console, where the machine has two names', () => {
  expect(testPage(new URL('http://127.0.0.1:8765/channels'), 'k')).toBe('http://localhost:8765/demo/site?key=k')
  expect(testPage(new URL('http://localhost:8765/'), 'k')).toBe('http://127.0.0.1:8765/demo/site?key=k')
  expect(testPage(new URL('https://chat.example/x'), 'k')).toBe('https://chat.example/demo/site?key=k')
  expect(publicPage(new URL('https://chat.example/x'), 'a b')).toBe('https://chat.example/chat/a%20b')
})
