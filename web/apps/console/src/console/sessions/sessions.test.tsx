import type { Page, Session } from '@openline/api'
import { channel, me, person, session } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { chosenBy, FIRST_SHOWN, keepChosen, shownOf } from './columns'
import { filterOf, searchOf } from './search'
import { SessionList } from './SessionsPage'

const figures = (seconds: number) => ({ initial: seconds * 1000, total: 4000, average: 3000, maximum: 125_000 })
const contact = { id: '70', number: 70, name: 'An', email: null, locale: null, avatar_url: null }
const first = session({ contact, responses: { clock: figures(65), open: figures(5) }, vote: 'dislike' })
const silent = session({ id: '501', number: 6, contact: { ...contact, name: null }, responses: null, phase: 'bot', owner_name: null, bot: { id: '9', name: 'Lotus bot' } })

beforeEach(() => localStorage.clear())
afterEach(cleanup)

describe('columns', () => {
  it('stand in one order, and whose session it is cannot be left out', () => {
    expect(shownOf(['maximum', 'nonsense', 'number'])).toEqual(['number', 'customer', 'maximum'])
  })

  it('are kept for each person; what cannot be read is as at first', () => {
    keepChosen('10', { columns: ['customer', 'total'], measure: 'open' })
    localStorage.setItem('openline.sessions.12', '{"columns": 7}')
    expect(chosenBy('10')).toEqual({ columns: ['customer', 'total'], measure: 'open' })
    expect([chosenBy('11').columns, chosenBy('12').columns]).toEqual([FIRST_SHOWN, FIRST_SHOWN])
  })
})

describe('what the address asks for', () => {
  it('becomes the filter of the server, the last day included', () => {
    const search = searchOf({ state: 'active', channel: '3', review: 'none', unanswered: 'yes', from: '2026-03-01', to: '2026-03-01', other: 'x' })
    expect(Object.keys(search)).not.toContain('other')
    const filter = filterOf(search)
    expect(filter).toMatchObject({ phase: 'active', channel: '3', reviewed: 'false', review: undefined, unanswered: 'true' })
    expect(Date.parse(filter.opened_to ?? '') - Date.parse(filter.opened_from ?? '')).toBe(86_400_000)
  })

  it('is not passed on when nobody knows it', () => {
    expect(filterOf({ state: 'eaten', vote: 'maybe', review: '9', from: 'soon' })).toEqual(filterOf({}))
  })
})

async function show(pages: Page<Session>[]) {
  const sessionList = vi.fn((_filter: object, { cursor }: { cursor: string | null }) => Promise.resolve(pages[Number(cursor ?? 0)] ?? { items: [], next: null }))
  const onNarrow = vi.fn()
  await showInside(<SessionList search={{}} onNarrow={onNarrow} />, { me: me({ id: '20', role: 'supervisor' }), people: [person()], channels: [channel()] }, { sessionList })
  return { sessionList, onNarrow }
}
const cells = async (row: number) => within((await screen.findAllByRole('row'))[row] ?? document.body).getAllByRole('cell').map((cell) => cell.textContent)

it('compares how long customers waited, by the clock or in working hours, in the columns of the gear', async () => {
  await show([{ items: [first, silent], next: null }])
  expect(await cells(1)).toEqual(['5', 'An', 'Shop', 'Mai', 'In work', expect.any(String), '1:05', '0:03', 'Not satisfied', '–'])
  expect(await cells(2)).toEqual(['6', 'Visitor 70', 'Shop', 'Lotus bot', 'With a bot', expect.any(String), '–', '–', '–', '–'])
  fireEvent.click(screen.getByRole('button', { name: 'Columns' }))
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Longest response' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'Review' }))
  fireEvent.click(screen.getByRole('radio', { name: 'Working hours' }))
  await waitFor(async () => expect((await cells(1)).slice(6)).toEqual(['0:05', '0:03', '2:05', 'Not satisfied']))
  expect(chosenBy('20')).toEqual({ columns: [...FIRST_SHOWN.slice(0, -2), 'maximum', 'vote'], measure: 'open' })
})

it('goes on where a page ends', async () => {
  const { sessionList } = await show([{ items: [first], next: '1' }, { items: [silent], next: null }])
  fireEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(3))
  expect(sessionList.mock.calls.map(([, page]) => page.cursor)).toEqual([null, '1'])
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

it('is narrowed by its filters', async () => {
  const { onNarrow } = await show([{ items: [first], next: null }])
  fireEvent.change(await screen.findByLabelText('Channel'), { target: { value: '3' } })
  fireEvent.click(screen.getByRole('checkbox', { name: 'Only not answered in time' }))
  expect(onNarrow.mock.calls).toEqual([[{ channel: '3' }], [{ unanswered: 'yes' }]])
})
