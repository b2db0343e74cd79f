import { expect, it, vi } from 'vitest'
import { allowStyleText, inertText } from './trustedTypes'

it('lets style text through and stops markup', () => {
  expect(inertText(':root{--x:1px}')).toBe(':root{--x:1px}')
  expect(() => inertText('<img src=x onerror=alert(1)>')).toThrow('Markup')
})

it('is a policy only where the browser knows policies', () => {
  const createPolicy = vi.fn()
  allowStyleText({ trustedTypes: { createPolicy } })
  expect(createPolicy).toHaveBeenCalledWith('default', { createHTML: inertText })
  expect(() => allowStyleText({})).not.toThrow()
})
