import { expect, it } from 'vitest'
import { hue, initials } from './Avatar'

it('takes the first and the last word', () => {
  expect(initials('Nguyễn Thị Ánh')).toBe('NÁ')
  expect(initials('  мария  ')).toBe('М')
  expect(initials('')).toBe('')
  expect(initials('😀 Fun')).toBe('😀F')
})

it('gives the same colour for the same seed', () => {
  expect(hue('42')).toBe(hue('42'))
  expect(hue('x')).toBeLessThan(360)
})
