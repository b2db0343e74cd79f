import type { SettingItem, SettingValue } from '@openline/api'
import { person } from '@openline/stream/testing'
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../../shell/testing'
import { Editor, type Edited } from './Editor'
import { filled, macrosOf, unknownMacros } from './macros'
import { troubles, unitOf, type Reminder } from './reminders'
import './RemindersEditor'
import './SkillsEditor'
import './TextEditor'

// Many parts on one screen: a busy machine takes its time, and nothing here is hidden.
configure({ asyncUtilTimeout: 15_000, defaultHidden: true })
vi.setConfig({ testTimeout: 30_000 })

const item = (change: Partial<SettingItem>): SettingItem => ({
  key: 'auto.close_text', group: 'auto', type: 'text', unit: null, default: '', value: '', changed: false, ge: null, le: 4_000, zero: null, choices: null,
  in_effect: true, rest: null, basic: true, needs: null, danger: false, since: '0.1', ...change,
})

async function show(type: Edited, start: SettingValue, change: Partial<SettingItem> = {}) {
  const onChange = vi.fn()
  function Page() {
    const [value, setValue] = useState(start)
    return (
      <Editor
        type={type} item={item(change)} value={value} ids={{ 'aria-label': 'It', 'aria-describedby': 'help' }}
        onChange={(next) => {
          onChange(next)
          setValue(next)
        }}
      />
    )
  }
  const people = [person({ skills: { english: 4 } }), person({ id: '11', name: 'Linh', skills: { english: 2 } })]
  await showInside(<Page />, { people })
  return { last: () => onChange.mock.lastCall?.[0] as unknown }
}

const SILENT: Reminder = { after_s: 10_800, text: 'Still there?', continue: null, new: null, close: null }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('fills macros as the server does, and knows which text may have which', () => {
  expect(filled('Hello, #CUSTOMER_NAME#! #X_Y#', { CUSTOMER_NAME: '' })).toBe('Hello! #X_Y#')
  expect(unknownMacros('#DIALOG# #NAME# #NAME#', ['DIALOG'])).toEqual(['#NAME#'])
  expect(macrosOf(item({ key: 'kpi.first_text', group: 'kpi' }))).toEqual(['OPERATOR', 'DIALOG'])
  expect(macrosOf(item({ key: 'rating.widget_text', group: 'rating' }))).toEqual([])
})

it('says of a reminder what the server would refuse', () => {
  expect(troubles([SILENT, { ...SILENT, text: ' ', close: { label: '', text: '', reply: '' } }], 1)).toEqual(['order', 'text', 'label'])
  expect(troubles([SILENT], 0)).toEqual([])
  expect([unitOf(5_400), unitOf(10_800), unitOf(172_800)]).toEqual(['min', 'h', 'd'])
})

it('inserts a macro, shows what it reads like, and warns of one that is none', async () => {
  const { last } = await show('text', 'Bye #WHO#')
  expect((await screen.findByRole('status')).textContent).toContain('#WHO# is nothing that can be filled in')
  fireEvent.click(screen.getByRole('button', { name: 'Insert a name or number' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: /Name of the customer/ }))
  expect(last()).toBe('Bye #WHO##CUSTOMER_NAME#')
  expect(screen.getByText('Reads as: Bye #WHO#Lan Nguyen')).toBeTruthy()
})

it('adds a reminder a day after the last, with a button', async () => {
  const { last } = await show('reminders', [SILENT])
  fireEvent.click(await screen.findByRole('button', { name: 'Add a reminder' }))
  expect(screen.getByText('Write what the customer is told.')).toBeTruthy()
  fireEvent.click(screen.getAllByRole('checkbox', { name: 'Button: closes the session' })[1] as HTMLElement)
  expect(last()).toEqual([SILENT, { ...SILENT, after_s: 97_200, text: '', close: { label: 'Thank you, that is all', text: '', reply: '' } }])
})

it('counts who has a skill at the level that is needed', async () => {
  const { last } = await show('skills', { English: 3 })
  expect(await screen.findByText('1 person has it')).toBeTruthy()
  fireEvent.change(screen.getByRole('combobox', { name: 'Level of English' }), { target: { value: '2' } })
  expect(last()).toEqual({ English: 2 })
  expect(screen.getByText('2 people have it')).toBeTruthy()
})
