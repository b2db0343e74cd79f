import { expect, it } from 'vitest'
import { bars, nextSpeed, sought, speedFrom } from './waves'

it('draws as many bars as asked, from the loudest of each stretch', () => {
  expect(bars([0, 31, 15, 0], 2)).toEqual([1, 15 / 31])
  expect(bars(Array.from({ length: 100 }, () => 31))).toHaveLength(40)
})

it('draws a flat line where loudness is not known', () => {
  expect(new Set(bars(null))).toEqual(new Set([0.08]))
})

it('goes round the speeds, and back to the one that was kept', () => {
  expect([nextSpeed(1), nextSpeed(1.5), nextSpeed(2)]).toEqual([1.5, 2, 1])
  expect([speedFrom('1.5'), speedFrom('17'), speedFrom(null)]).toEqual([1.5, 1, 1])
})

it('moves by keys within the sound', () => {
  expect([sought('ArrowRight', 3, 30), sought('ArrowLeft', 3, 30), sought('End', 3, 30), sought('Home', 3, 30)]).toEqual([8, 0, 30, 0])
  expect(sought('a', 3, 30)).toBeNull()
})
