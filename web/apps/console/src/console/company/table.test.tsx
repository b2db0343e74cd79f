import type { TableReport } from '@openline/api'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { MoreTexts } from '../../i18n/MoreTexts'
import { showInside } from '../../shell/testing'
import { TableModal } from './TableModal'

const GOOD: TableReport = { rows: 1, stored: false, departments: ['Sales'], placed: 1, unchanged: 0, problems: [] }
const BAD: TableReport = { ...GOOD, placed: 0, departments: [], problems: [{ line: 2, column: 'email', problem: 'no_person', value: 'who@example.com' }] }

const PARTS = ['company'] as const

async function show(...reports: TableReport[]) {
  const tryTable = vi.fn(() => Promise.resolve(reports.shift() ?? GOOD))
  const takeTable = vi.fn(() => Promise.resolve({ ...GOOD, stored: true }))
  await showInside(<MoreTexts parts={PARTS}><TableModal onClose={() => undefined} /></MoreTexts>, {}, { tryTable, takeTable })
  await screen.findByLabelText('The table')
  return { takeTable, write: (value: string) => fireEvent.change(screen.getByLabelText('The table'), { target: { value } }) }
}
afterEach(cleanup)

it('stores a table only after a good trial, and asks for another when it is edited', async () => {
  const { takeTable, write } = await show(BAD, GOOD, GOOD)
  write('department,email\nSales,who@example.com')
  fireEvent.click(screen.getByRole('button', { name: 'Try it' }))
  expect(await screen.findByText(/nobody here has the e-mail “who@example.com”/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Store it' })).toBeNull()
  write('department,email\nSales,mai@example.com')
  fireEvent.click(screen.getByRole('button', { name: 'Try it' }))
  await screen.findByText('1 row is good.')
  write('department,email\nSales,mai@example.com\n')
  expect(screen.queryByRole('button', { name: 'Store it' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Try it' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Store it' }))
  await waitFor(() => expect(takeTable).toHaveBeenCalledOnce())
})
