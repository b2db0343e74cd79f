import { expect, it } from 'vitest'
import { askedAt, put } from './caret'

it.each([
  ['/', 1, ''],
  ['/ship', 5, 'ship'],
  ['/ship to', 8, 'ship to'],
  ['Hello /ship', 11, 'ship'],
  ['Hello\n/x', 8, 'x'],
  ['/ship', 3, 'sh'],
])('%j at %i asks for %j', (value, caret, words) => {
  expect(askedAt(value, caret)?.words).toBe(words)
})

it.each([['https://shop.example', 20], ['and / or', 8], ['1/2', 3], ['/a\nb', 4], ['Hello', 5], ['/ship', 0]])('%j at %i asks for nothing', (value, caret) => {
  expect(askedAt(value, caret)).toBeNull()
})

it('puts a response where it was searched for and keeps what stands around it', () => {
  const asked = askedAt('Hi /hue and bye', 7)
  expect(asked && put('Hi /hue and bye', asked, 'We ship to Hue.')).toEqual({ text: 'Hi We ship to Hue. and bye', caret: 18 })
})
