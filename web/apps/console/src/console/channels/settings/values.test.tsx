/** Every setting of the catalogue through its form: what is stored is shown without a change, what is entered is what would be stored. */
import type { SettingItem, SettingValue } from '@openline/api'
import { cleanup, fireEvent, renderHook, act, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../../shell/testing'
import '../editors/TextEditor'
import { fieldsOf, optionsOf, optionsText } from '../editors/form'
import { hoursOf, stored } from '../editors/hours'
import { remindersOf } from '../editors/reminders'
import { SettingControl } from '../SettingControl'
import catalogue from './catalogue.json?raw'
import { bodyOf, useDraft } from './useDraft'

const ITEMS = JSON.parse(catalogue) as readonly SettingItem[]
const SIMPLE = ITEMS.filter(({ type }) => type === 'number' || type === 'text' || type === 'switch')

const BUSY_MACHINE_MS = 60_000
const BUTTON = { label: 'Yes', text: 'Yes, please', reply: 'Thank you!' }
/** Values with everything in them that their kind may have. */
const FULL: Partial<Record<SettingItem['type'], SettingValue>> = {
  calendar: {
    zone: 'Asia/Ho_Chi_Minh', week: [[['08:00', '12:00'], ['13:00', '17:30']], [['22:00', '06:00']], [['00:00', '24:00']], [['20:00', '26:30']], [], [], []],
    yearly: ['29.02', '1.5'], dates: ['2027-02-08'], ranges: [['2027-02-05', '2027-02-12']], countries: ['VN', 'RU'], opened: { '2027-09-02': [['09:00', '12:00']], '2027-09-03': [] },
  },
  reminders: [{ after_s: 90, text: 'Hello?', close: BUTTON, continue: BUTTON, new: null }, { after_s: 2_678_400, text: 'Bye', close: null, continue: null, new: BUTTON }],
  form: [
    { id: 'name', kind: 'name', label: '', required: true, options: [] }, { id: 'city', kind: 'choice', label: 'City?', required: false, options: ['Huế, Việt Nam', 'Hà Nội'] },
    { id: 'ok', kind: 'consent', label: 'I agree', required: true, options: [] },
  ],
  people: ['118352011500941312', '7'], references: ['9007199254740993'], reference: '118352011500941312', skills: { 'tiếng anh': 5, 'русский': 1 },
}

function edges({ type, ge, le, zero, value }: SettingItem): (boolean | number | string)[] {
  switch (type) {
    case 'switch':
      return [value !== true]
    case 'number':
      return [le ?? 0, ge ?? 0, ...(zero === null ? [] : [0])]
    default:
      return ['', `1 0 https://shop.example/ ${'x'.repeat((le ?? 100) - 30)}`, 'Tiếng Việt\n#SESSION_ID# <b>&amp;']
  }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const Controls = ({ items, onChange }: { items: readonly SettingItem[]; onChange: (key: string, value: SettingValue) => void }) => items.map((item) => (
  <div key={item.key} data-testid={item.key}>
    <SettingControl item={item} value={item.value} onChange={(value) => onChange(item.key, value)} ids={{ 'aria-label': item.key, 'aria-describedby': '' }} />
  </div>
))

it('hands on what is entered, up to the bounds, and changes nothing by being shown', async () => {
  const onChange = vi.fn()
  await showInside(<Controls items={SIMPLE} onChange={onChange} />, {})
  await screen.findByLabelText('auto.welcome_text', {}, { timeout: BUSY_MACHINE_MS / 2 })
  expect(onChange).not.toHaveBeenCalled()
  for (const item of SIMPLE) {
    const field = screen.getByLabelText<HTMLInputElement>(item.key)
    for (const value of edges(item).filter((one) => one !== item.value)) {
      if (typeof value === 'boolean') fireEvent.click(field)
      else fireEvent.change(field, { target: { value: String(value) } })
      expect(onChange, item.key).toHaveBeenLastCalledWith(item.key, value)
    }
  }
}, BUSY_MACHINE_MS)

it('says every choice in words', async () => {
  expect(ITEMS.length).toBeGreaterThan(70)
  const choices = ITEMS.filter(({ type }) => type === 'choice')
  await showInside(<Controls items={choices} onChange={vi.fn()} />, {})
  for (const { key, choices: words } of choices) {
    expect(new Set(words).size, key).toBeGreaterThan(1)
    const shown = within(screen.getByTestId(key)).getAllByLabelText<HTMLInputElement>(key)[0]?.value
    expect(words?.includes(shown ?? ''), `${key}: ${shown}`).toBe(false)
  }
})

it('keeps all that hours, reminders and forms can have', () => {
  const [calendar, reminders, form] = [FULL.calendar ?? '', FULL.reminders ?? '', FULL.form ?? '']
  expect(stored(hoursOf(calendar))).toEqual(calendar)
  expect(remindersOf(reminders)).toEqual(reminders)
  expect(fieldsOf(form)).toEqual(form)
  const [, city] = fieldsOf(form)
  expect(optionsOf(optionsText(city?.options ?? []))).toEqual(city?.options)
})

it('sends each value as it was given, and the default as none', () => {
  const { result } = renderHook(() => useDraft(ITEMS))
  expect(bodyOf(result.current)).toEqual({})
  const wanted = Object.fromEntries(ITEMS.map((item) => [item.key, FULL[item.type] ?? (item.type === 'choice' ? item.choices?.find((one) => one !== item.value) : edges(item)[0]) ?? '']))
  act(() => ITEMS.forEach(({ key }) => result.current.change(key, wanted[key] ?? '')))
  const changed = Object.fromEntries(ITEMS.filter(({ key, value }) => JSON.stringify(wanted[key]) !== JSON.stringify(value)).map(({ key }) => [key, wanted[key]]))
  expect(bodyOf(result.current)).toEqual(changed)
  act(() => ITEMS.forEach(({ key, value }) => result.current.change(key, value)))
  expect(bodyOf(result.current)).toEqual({})
})
