import type { ChannelSettings, SettingItem } from '@openline/api'
import { channel, person } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { SettingsTab } from './SettingsTab'

const item = (change: Partial<SettingItem>): SettingItem => ({
  key: 'auto.welcome', group: 'auto', type: 'switch', unit: null, default: true, value: true, changed: false, ge: null, le: null,
  zero: null, choices: null, in_effect: true, ...change,
})
const OPEN = [['09:00', '12:00'], ['13:00', '18:00']]
const HOURS = { zone: 'Asia/Ho_Chi_Minh', week: [OPEN, OPEN, OPEN, OPEN, OPEN, [], []], yearly: [], dates: [], ranges: [], countries: ['VN'], opened: {} }
const ITEMS = [
  item({ key: 'queue.idle_time', group: 'queue', type: 'number', unit: 's', default: 60, value: 60, ge: 60, le: 3600, zero: '1h' }),
  item({}),
  item({ key: 'auto.welcome_text', type: 'text', default: 'Hello!', value: 'Hello!', le: 4000 }),
  item({ key: 'kpi.first_people', group: 'kpi', type: 'people', default: [], value: [] }),
  item({ key: 'hours.calendar', group: 'hours', type: 'calendar', default: {}, value: HOURS }),
  item({ key: 'queue.skills', group: 'queue', type: 'skills', default: {}, value: { russian: 3 } }),
]

/** What stands in the calendar is tested with it. */
const never = () => new Promise<never>(() => {})

async function show() {
  const stored: ChannelSettings = { items: ITEMS, version: 4 }
  const changeSettings = vi.fn(() => Promise.resolve(stored))
  const people = [person(), person({ id: '11', name: 'Linh' })]
  await showInside(<SettingsTab channel={channel()} />, { people }, {
    settings: () => Promise.resolve(stored), changeSettings, moment: never, holidays: never,
  })
  await screen.findByRole('heading', { name: 'Greet customers' })
  return changeSettings
}

const heads = () => screen.getAllByRole('heading', { level: 3 }).map((heading) => heading.textContent)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('stands in groups, and is found by what is written beside it', async () => {
  await show()
  const groups = within(screen.getByRole('navigation', { name: 'Groups of settings' })).getAllByRole('button')
  expect(groups.map((button) => button.textContent)).toEqual(['How the queue works', 'Automatic messages and closing', 'Response times', 'Working hours'])
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find a setting' }), { target: { value: 'greet' } })
  expect(heads()).toEqual(['Greet customers', 'Text of the greeting'])
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find a setting' }), { target: { value: 'elephants' } })
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Nothing found')
})

it('saves a text with the version it was made on, and nothing else', async () => {
  const changeSettings = await show()
  fireEvent.change(await screen.findByRole('textbox', { name: 'Text of the greeting' }), { target: { value: 'Xin chào!' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(changeSettings).toHaveBeenCalledWith('3', { 'auto.welcome_text': 'Xin chào!', version: 4 }))
})
