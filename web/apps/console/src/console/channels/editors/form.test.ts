import { expect, it } from 'vitest'
import { fieldOf, fieldsOf, kindsLeft, moved, trouble, type Field } from './form'

const NAME: Field = { id: 'name', kind: 'name', label: '', required: true, options: [] }

it('asks for a name once, and for anything else as often as there is room', () => {
  expect(kindsLeft([NAME])).toEqual(['email', 'phone', 'text', 'choice', 'consent'])
  const two = [NAME, fieldOf('text', [NAME], 'Order')]
  expect(fieldOf('text', two, 'Colour').id).toBe('text_2')
  expect(kindsLeft(Array.from({ length: 10 }, () => NAME))).toEqual([])
})

it('says what the server would refuse', () => {
  expect(trouble(NAME)).toBeNull()
  expect(trouble({ ...NAME, kind: 'text' })).toBe('label')
  expect([['S'], ['S', ''], ['S', 'S '], ['S', 'M']].map((options) => trouble({ ...NAME, kind: 'choice', label: 'Size', options }))).toEqual(['options', 'options', 'options', null])
})

it('keeps the order that it is given, and drops what it does not know', () => {
  expect(moved([NAME, { ...NAME, id: 'b' }, { ...NAME, id: 'c' }], 2, 0).map(({ id }) => id)).toEqual(['c', 'name', 'b'])
  expect(fieldsOf([{ id: 'x', kind: 'file' }, { id: 'name', kind: 'name', required: true }])).toEqual([NAME])
})
