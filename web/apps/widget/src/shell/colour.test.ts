import { expect, it } from 'vitest'
import { foreground } from './colour'

it.each([
  ['#ffffff', '#000'],
  ['#000000', '#fff'],
  ['#ffd400', '#000'],
  ['#2456d6', '#fff'],
  ['#00ff00', '#000'],
  ['#b00020', '#fff'],
])('on %s one writes in %s', (color, text) => {
  expect(foreground(color)).toBe(text)
})
