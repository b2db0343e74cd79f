import type { SettingItem, SettingValue } from '@openline/api'
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../../shell/testing'
import { EditingContext } from './editing'
import { Editor } from './Editor'
import { another, daysOff, hoursOf, trouble, withLunch, type Interval } from './hours'
import './HoursEditor'

// Many parts on one screen: a busy machine takes its time, and nothing here is hidden.
configure({ asyncUtilTimeout: 15_000, defaultHidden: true })
vi.setConfig({ testTimeout: 30_000 })

const DAY: Interval[] = [['09:00', '18:00']]
const HOURS = { zone: 'Asia/Ho_Chi_Minh', week: [DAY, DAY, DAY, DAY, DAY, [], []], yearly: [], dates: [], ranges: [], countries: [], opened: {} }
const ITEM: SettingItem = {
  key: 'hours.calendar', group: 'hours', type: 'calendar', unit: null, default: {}, value: HOURS, changed: true, ge: null, le: null, zero: null,
  choices: null, in_effect: true, rest: null, basic: true, needs: null, danger: false, since: '0.1',
}
const TEXTS = { welcome: 'Xin chào!', off_hours: 'Mai nhé', consent: null, no_answer: null, no_answer_after_s: 60 }
const MOMENT = {
  at: '2027-02-06T05:15:00.000Z', zone: 'Asia/Ho_Chi_Minh', open: false, next_open: '2027-02-11T01:00:00.000Z', next_close: null,
  day: { date: '2027-02-06', because: 'holiday' as const, holiday: 'Tết Nguyên Đán', hours: [] }, texts: TEXTS, texts_alone: null,
  routing: { mode: 'evenly', members: 3, free: 1, refused: { offline: 2 } },
}
const TET = { items: [{ date: '2027-02-06', name: 'Tết Nguyên Đán' }], countries: ['DE', 'VN'], next: null }

async function show(start: typeof HOURS = HOURS) {
  const onChange = vi.fn()
  const moment = vi.fn(() => Promise.resolve(MOMENT))
  function Page() {
    const [value, setValue] = useState<SettingValue>(start)
    return (
      <EditingContext value={{ channelId: '3', changes: { 'hours.off_text': 'Mai nhé' } }}>
        <Editor
          type="calendar" item={ITEM} value={value} ids={{ 'aria-label': 'Calendar', 'aria-describedby': 'help' }}
          onChange={(next) => {
            onChange(hoursOf(next))
            setValue(next)
          }}
        />
      </EditingContext>
    )
  }
  await showInside(<Page />, {}, { moment, holidays: () => Promise.resolve(TET) })
  await screen.findByRole('switch', { name: 'Monday' })
  return { last: () => onChange.mock.lastCall?.[0] as ReturnType<typeof hoursOf>, moment }
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('finds room for more hours, splits a day at noon, and says what is wrong', () => {
  expect(another([['09:00', '12:00']])).toEqual(['13:00', '17:00'])
  expect(another([['09:00', '23:30']])).toBeNull()
  expect(withLunch(DAY)).toEqual([['09:00', '12:00'], ['13:00', '18:00']])
  expect(withLunch([['13:00', '18:00']])).toBeNull()
  expect(trouble([['09:00', '09:00']], 0)).toBe('empty')
  expect(trouble([['09:00', '12:00'], ['11:00', '13:00']], 1)).toBe('overlap')
  expect(trouble([['22:00', '06:00']], 0)).toBeNull()
})

it('keeps days off in the order of the calendar', () => {
  const hours = { ...hoursOf(HOURS), yearly: ['2.9', '30.04'], dates: ['2027-05-03'], ranges: [['2027-02-04', '2027-02-10']] as const }
  expect(daysOff(hours).map((off) => ('day' in off ? off.day : off.from))).toEqual(['30.04', '2.9', '2027-02-04', '2027-05-03'])
})

it('gives a day a lunch break and copies it to the working week', async () => {
  const { last } = await show()
  press('More for Monday')
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Lunch break 12:00–13:00' }))
  expect(last().week[0]).toEqual([['09:00', '12:00'], ['13:00', '18:00']])
  fireEvent.change(screen.getByDisplayValue('12:00'), { target: { value: '11:30' } })
  press('More for Monday')
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy to Monday to Friday' }))
  expect(last().week[4]).toEqual([['09:00', '11:30'], ['13:00', '18:00']])
  expect(last().week[5]).toEqual([])
  fireEvent.click(screen.getByRole('switch', { name: 'Sunday' }))
  expect(last().week[6]).toEqual(DAY)
})

it('shows the days of a country before it closes on them, and opens on one after all', async () => {
  const { last } = await show()
  const country = await screen.findByRole('combobox', { name: 'Add the holidays of a country' })
  fireEvent.click(country)
  fireEvent.click(await screen.findByRole('option', { name: 'Vietnam' }))
  expect(await screen.findByText('Tết Nguyên Đán')).toBeTruthy()
  press('Close on these days')
  expect(last().countries).toEqual(['VN'])
  fireEvent.click(screen.getByRole('button', { name: /^Open anyway: .*Tết/ }))
  expect(last().opened).toEqual({ '2027-02-06': DAY })
})

it('asks what would happen with all that is not saved yet', async () => {
  const { moment } = await show()
  expect(await screen.findByText('Mai nhé')).toBeTruthy()
  expect(screen.getByText(/is a holiday: Tết Nguyên Đán/)).toBeTruthy()
  expect(screen.getByText(/to 1 of 3 in the queue. \(2 not online\)/)).toBeTruthy()
  expect(moment).toHaveBeenLastCalledWith('3', expect.objectContaining({ settings: { 'hours.off_text': 'Mai nhé', 'hours.calendar': HOURS } }))
})
