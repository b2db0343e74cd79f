import { expect, it } from 'vitest'
import { buttonsOf } from './buttons'

it('leaves out what says nothing', () => {
  expect(buttonsOf([' Yes ', '', '  '])).toEqual([{ label: 'Yes', payload: 'Yes' }])
})

it('brings back whole characters that a platform has room for', () => {
  const [button] = buttonsOf(['ấ'.repeat(40)])
  expect(button?.label).toHaveLength(40)
  expect(button?.payload).toBe('ấ'.repeat(21))
})
