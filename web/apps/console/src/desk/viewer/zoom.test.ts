import { describe, expect, it } from 'vitest'
import { actOf, moved, NEAREST, WHOLE, zoomed } from './zoom'

const STAGE = { width: 1000, height: 600 }

describe('looking nearer', () => {
  it('stays between the whole and the nearest', () => {
    expect(zoomed(WHOLE, -3, STAGE)).toEqual(WHOLE)
    expect(zoomed(WHOLE, 50, STAGE).scale).toBe(NEAREST)
  })

  it('keeps what is under the pointer where it is', () => {
    const near = zoomed(WHOLE, 1, STAGE, { x: 100, y: 0 })
    // Before: 100 px right of the middle at scale 1. Now the same spot is 150 px from the middle of the picture, moved by x.
    expect(100 * near.scale + near.x).toBeCloseTo(100)
  })

  it('is brought back to the middle when the whole is shown', () => {
    const near = moved(zoomed(WHOLE, 3, STAGE), { x: 400, y: 90 }, STAGE)
    expect(zoomed(near, -5, STAGE)).toEqual(WHOLE)
  })

  it('cannot push the picture out of sight', () => {
    const far = moved(zoomed(WHOLE, 1, STAGE), { x: 9_999, y: -9_999 }, STAGE)
    expect([far.x, far.y]).toEqual([250, -150])
  })
})

it('arrows leaf through the whole and look around what is near', () => {
  expect(actOf('ArrowRight', 'ArrowRight', false)).toEqual({ kind: 'step', by: 1 })
  expect(actOf('ArrowRight', 'ArrowRight', true)).toMatchObject({ kind: 'pan' })
  expect(actOf('ArrowUp', 'ArrowUp', false)).toBeNull()
})

it('keys count on every layout', () => {
  expect([actOf('в', 'KeyD', false), actOf('=', 'Equal', false), actOf('0', 'Digit0', true)]).toEqual([
    { kind: 'download' }, { kind: 'zoom', steps: 1 }, { kind: 'whole' },
  ])
})
