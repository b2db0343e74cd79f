import { ApiError, type Api, type ChannelSettings, type SettingItem } from '@openline/api'
import { channel, person } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import './editors/TextEditor'
import { SettingsTab } from './SettingsTab'

const item = (change: Partial<SettingItem>): SettingItem => ({
  key: 'auto.welcome', group: 'auto', type: 'switch', unit: null, default: true, value: true, changed: false, ge: null, le: null,
  zero: null, choices: null, in_effect: true, rest: null, basic: true, needs: null, danger: false, since: '0.1', ...change,
})
const OPEN = [['09:00', '12:00'], ['13:00', '18:00']]
const HOURS = { zone: 'Asia/Ho_Chi_Minh', week: [OPEN, OPEN, OPEN, OPEN, OPEN, [], []], yearly: [], dates: [], ranges: [], countries: ['VN'], opened: {} }
const ITEMS = [
  item({ key: 'queue.idle_time', group: 'queue', type: 'number', unit: 's', default: 60, value: 60, ge: 60, le: 3600, zero: '1h' }),
  item({}),
  item({ key: 'auto.welcome_text', type: 'text', default: 'Hello!', value: 'Hello!', le: 4000, needs: { key: 'auto.welcome', among: [] } }),
  item({ key: 'auto.close_delay', type: 'number', unit: 'min', default: 10, value: 10, ge: 0, le: 1440, basic: false }),
  item({ key: 'kpi.first_people', group: 'kpi', type: 'people', default: [], value: [] }),
  item({ key: 'hours.calendar', group: 'hours', type: 'calendar', default: {}, value: HOURS }),
  item({ key: 'queue.skills', group: 'queue', type: 'skills', default: {}, value: { russian: 3 } }),
]

/** What stands in the calendar is tested with it. */
const never = () => new Promise<never>(() => {})

/** What most tests are about; the editors of the others take their time. */
const FEW = ITEMS.slice(0, 4)

async function show(calls: Partial<Api> = {}, items = FEW) {
  const stored: ChannelSettings = { items, version: 4 }
  const changeSettings = vi.fn(() => Promise.resolve(stored))
  const people = [person(), person({ id: '11', name: 'Linh' })]
  await showInside(<SettingsTab channel={channel()} />, { people }, {
    settings: () => Promise.resolve(stored), changeSettings, moment: never, holidays: never, ...calls,
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
  await show({}, ITEMS)
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

const write = async (value: string) => fireEvent.change(await screen.findByRole('textbox', { name: 'Text of the greeting' }), { target: { value } })

it('shows the basic ones until asked for all, and finds every one by other words for it', async () => {
  await show()
  expect(heads()).not.toContain('Close after the farewell')
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find a setting' }), { target: { value: 'two phases' } })
  expect(heads()).toEqual(['Close after the farewell'])
})

it('keeps what does nothing from being changed, and says what it waits for', async () => {
  await show()
  const isOff = () => screen.getByRole('textbox', { name: 'Text of the greeting' }).closest('fieldset')?.disabled
  await screen.findByRole('textbox', { name: 'Text of the greeting' })
  expect(isOff()).toBe(false)
  fireEvent.click(screen.getByRole('switch', { name: 'Greet customers' }))
  expect(isOff()).toBe(true)
  expect(screen.getByText('Does nothing until “Greet customers” is on.')).toBeTruthy()
})

it('shows from what to what before it saves', async () => {
  const changeSettings = await show()
  await write('Xin chào!')
  fireEvent.click(screen.getByRole('button', { name: 'Review' }))
  const dialog = await screen.findByRole('dialog', { name: 'What will change' })
  expect(within(dialog).getAllByRole('definition').map((one) => one.textContent)).toEqual(['BeforeHello!', 'AfterXin chào!'])
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(changeSettings).toHaveBeenCalledOnce())
})

it('says beside each what cannot be saved, and counts it', async () => {
  const refusal = new ApiError('invalid_field', 422, 'no', { field: 'auto.welcome_text', fields: { 'auto.welcome_text': 'at most 4000 characters' } })
  await show({ changeSettings: () => Promise.reject(refusal) })
  await write('Xin chào!')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect((await screen.findByRole('alert')).textContent).toBe('This cannot be saved: at most 4000 characters')
  expect(screen.getByRole('img', { name: '1 cannot be saved' })).toBeTruthy()
  await write('Xin!')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('tells who was faster and what he changed, and keeps mine on top', async () => {
  const changes = [{ id: '9', at: '2026-11-22T17:00:00.000Z', person_id: '11', keys: ['auto.welcome_text', 'queue.idle_time'] }]
  await show({ changeSettings: () => Promise.reject(new ApiError('version_conflict', 409, 'no', { version: 5, changes })) })
  await write('Xin chào!')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  const dialog = await screen.findByRole('dialog', { name: 'Somebody changed these settings meanwhile' })
  expect(within(dialog).getByRole('heading', { name: /^Linh, / })).toBeTruthy()
  expect(within(dialog).getAllByRole('listitem').map((one) => one.textContent)).toEqual([
    'Text of the greetingYou changed it, too: if you save again, yours wins.', 'Time to accept',
  ])
  fireEvent.click(within(dialog).getByRole('button', { name: 'Keep my changes, on top of these' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.getByText('1 unsaved change')).toBeTruthy()
})

it('goes back to before a change, with all later ones', async () => {
  const past = (id: string, key: string) => ({ id, version: Number(id), at: '2026-11-22T17:00:00.000Z', person: { id: '11', name: 'Linh' }, changes: [{ key, old: null, new: 'x' }] })
  const restoreSettings = vi.fn(() => Promise.resolve({ items: ITEMS, version: 6 }))
  await show({ restoreSettings, settingsHistory: () => Promise.resolve({ items: [past('9', 'auto.welcome'), past('8', 'auto.welcome_text')], next: null }) })
  fireEvent.click(screen.getByRole('button', { name: 'History' }))
  const [, older] = await screen.findAllByRole('button', { name: 'Back to before this' })
  if (older) fireEvent.click(older)
  expect(screen.getByText(/2 settings get an earlier value/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Go back' }))
  await waitFor(() => expect(restoreSettings).toHaveBeenCalledWith('3', { change_id: '8', version: 4 }))
})

it('leaves a number out of bounds as it was written and says the bounds; a field left empty has its value again', async () => {
  await show()
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Time to accept' })
  fireEvent.change(field(), { target: { value: '99999' } })
  fireEvent.blur(field())
  expect(field().value).toBe('99999 s')
  expect(screen.getByText('Allowed: 1 minute – 1 hour, or 0 (1 hour).')).toBeTruthy()
  fireEvent.change(field(), { target: { value: '0' } })
  expect(screen.queryByText('Allowed: 1 minute – 1 hour, or 0 (1 hour).')).toBeNull()
  fireEvent.change(field(), { target: { value: '90' } })
  fireEvent.change(field(), { target: { value: '' } })
  fireEvent.blur(field())
  expect(field().value).toBe('90 s')
})
