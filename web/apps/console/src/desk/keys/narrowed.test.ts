import { expect, test } from 'vitest'
import { narrowed } from './narrowed'

const ACTIONS = [
  { id: '1', label: 'Chữ ký', description: 'Đơn hàng' },
  { id: '2', label: 'Đơn vị', keywords: ['crm.forward', 'khách của ai'] },
  { id: '3', label: 'Ещё' },
]
const found = (query: string) => narrowed(query, ACTIONS).map((action) => ('id' in action ? action.id : action.group))

test('finds without case and marks, every word somewhere', () => {
  expect(found('CHU KY')).toEqual(['1'])
  expect(found('hàng chu')).toEqual(['1'])
  expect(found('khach')).toEqual(['2'])
  expect(found('еще')).toEqual(['3'])
  expect(found('chữ nothing')).toEqual([])
})

test('what has it in its name comes first, and without words everything is shown', () => {
  expect(found('don')).toEqual(['2', '1'])
  expect(found('  ')).toEqual(['1', '2', '3'])
})
