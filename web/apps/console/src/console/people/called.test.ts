import type { Person } from '@openline/api'
import { expect, test } from 'vitest'
import { called } from './called'

const mai = { name: 'Mai Nguyễn', email: 'mai@example.com' } as Person
const dong = { name: 'Đặng Văn Đông', email: 'dong@lotus.example' } as Person

test('people are found by name and address, with and without marks', () => {
  expect(called([mai, dong], ' NGUYEN  mai ')).toEqual([mai])
  expect(called([mai, dong], 'lotus dang')).toEqual([dong])
  expect(called([mai, dong], 'nobody')).toEqual([])
  expect(called([mai, dong], '  ')).toEqual([mai, dong])
})
