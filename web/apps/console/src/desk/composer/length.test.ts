import { expect, it } from 'vitest'
import { countOf, messagesOf, sizeOf } from './length'

const limit = (text_limit: number, text_unit: 'chars' | 'utf16' | 'bytes' = 'utf16') => ({ text_limit, text_unit })

it('counts as the platform does', () => {
  expect([sizeOf('ấ🙂', 'chars'), sizeOf('ấ🙂', 'utf16'), sizeOf('ấ🙂', 'bytes')]).toEqual([2, 3, 7])
})

it('what fits goes as one message, one character more as two', () => {
  expect([messagesOf('a'.repeat(4096), limit(4096)), messagesOf('a'.repeat(4097), limit(4096))]).toEqual([1, 2])
})

it('cuts after a blank that is near, and not far back for one', () => {
  // 10 at most: "aaaaaaa " leaves "bbb…" whole; without a near blank the piece is filled.
  expect(messagesOf('aaaaaaa bbbbbbbbbb', limit(10))).toBe(2)
  expect(messagesOf('a bbbbbbbbbbbbbbbbbb', limit(10))).toBe(2)
  expect(messagesOf('a bbbbbbbbbbbbbbbbbbb', limit(10))).toBe(3)
})

it('keeps a family together', () => {
  expect(messagesOf('👨‍👩‍👧👨‍👩‍👧', limit(12))).toBe(2)
})

it('takes apart only what is longer than the limit itself, and comes to an end', () => {
  expect(messagesOf('e' + '\u0301'.repeat(20), limit(4))).toBe(6)
})

it('counts down over the last tenth only', () => {
  expect(countOf('a'.repeat(90), limit(100))).toEqual({ left: null, messages: 1 })
  expect(countOf('a'.repeat(91), limit(100))).toEqual({ left: 9, messages: 1 })
  expect(countOf('a'.repeat(101), limit(100))).toEqual({ left: -1, messages: 2 })
})
