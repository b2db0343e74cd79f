// @vitest-environment happy-dom
import { render } from 'preact'
import { afterEach, expect, it, vi } from 'vitest'
import { EMPTY, type Chat } from '../core/state'
import { en } from '../locales/en'
import { CONFIG } from '../testing/chat'
import { message, settled } from '../testing/fakes'
import { Asked } from '../view/asked'
import { createFormats, type Ui } from '../view/ui'
import { allWrong, formOf } from './answers'

const FORM = {
  before: true, title: 'Who are you?', consent_url: 'https://shop.example/privacy',
  fields: [
    { id: 'name', kind: 'name', label: '', required: true, options: [] },
    { id: 'email', kind: 'email', label: '', required: false, options: [] },
    { id: 'size', kind: 'choice', label: 'Size', required: false, options: ['S', 'M'] },
    { id: 'terms', kind: 'consent', label: 'I agree', required: true, options: [] },
  ],
}
const place = document.createElement('div')

function show(change: Partial<Chat>, post = vi.fn(() => Promise.resolve({ kind: 'ok', value: null } as const))) {
  document.body.append(place)
  const control = { post, start: vi.fn(), redraw: () => draw(change) }
  const ui = { words: en, formats: createFormats('en'), options: { base: 'https://chat.example' }, control } as unknown as Ui
  const draw = (now: Partial<Chat>) => render(<Asked ui={ui} chat={{ ...EMPTY, config: { ...CONFIG, form: FORM }, ...now }} />, place)
  draw(change)
  return { control, post, draw }
}

const field = (id: string) => place.querySelector<HTMLInputElement>(`#ask-${id}`)
const type = (id: string, value: string) => {
  const found = field(id)
  if (!found) throw new Error(`${id} is not asked`)
  found.value = value
  found.dispatchEvent(new Event('input', { bubbles: true }))
}
const send = () => place.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))

afterEach(() => {
  render(null, place)
  place.remove()
})

it('drops questions of kinds it does not know, and says what is wrong with an answer', () => {
  const { fields } = formOf({ ...FORM, fields: [...FORM.fields, { id: 'file', kind: 'file' }] })
  expect(fields.map(({ id }) => id)).toEqual(['name', 'email', 'size', 'terms'])
  expect(allWrong(fields, { name: ' ', email: 'lan' })).toEqual({ name: 'wrong_needed', email: 'wrong_email', terms: 'wrong_needed' })
  expect(formOf('nonsense').fields).toEqual([])
})

it('asks for consent first, word for word, and keeps asking whoever refuses', async () => {
  const consent = { text: 'Agree?', url: 'https://shop.example/privacy' }
  const { post } = show({ config: { ...CONFIG, form: { ...FORM, consent } } })
  const button = (label: string) => [...place.querySelectorAll('button')].find((one) => one.textContent === label)
  await vi.waitFor(() => expect(button('I agree')).toBeTruthy())
  expect(field('name')).toBeNull()
  button('I do not agree')?.click()
  await settled()
  expect(place.querySelector('[role="status"]')?.textContent).toContain('cannot write')
  expect(post).not.toHaveBeenCalled()
  send()
  await vi.waitFor(() => expect(field('name')).toBeTruthy())
  expect(post).toHaveBeenCalledWith('consent', consent)
})

it('asks before the first message, names what is missing, and goes when it is answered', async () => {
  const { post } = show({})
  await vi.waitFor(() => expect(field('name')).toBeTruthy())
  expect(place.querySelector('a')?.getAttribute('href')).toBe('https://shop.example/privacy')
  send()
  await settled()
  expect(place.querySelector('#ask-name-wrong')?.textContent).toBe('An answer is needed here.')
  expect(post).not.toHaveBeenCalled()
  type('name', 'Lan')
  field('terms')?.click()
  await settled()
  send()
  await settled()
  expect(post).toHaveBeenCalledWith('form', { answers: { name: 'Lan', terms: 'yes' } })
  await vi.waitFor(() => expect(place.querySelector('form')).toBeNull())
})

it('is not asked before where he has written, and may be declined after his first message', async () => {
  const messages = [message(1, { author: 'customer' })]
  const { draw, post } = show({ messages })
  await settled()
  expect(place.querySelector('form')).toBeNull()
  draw({ messages, config: { ...CONFIG, form: { ...FORM, before: false } } })
  await vi.waitFor(() => expect(place.querySelectorAll('form button')).toHaveLength(2))
  place.querySelectorAll<HTMLButtonElement>('form button')[1]?.click()
  await settled()
  expect(post).toHaveBeenCalledWith('form', { answers: {} })
})

it('a rating that is not asked for any more has the chat see how things stand', async () => {
  const post = vi.fn(() => Promise.resolve({ kind: 'refused', status: 409, code: 'rating_closed', retryAfterS: null } as const))
  const { control } = show({ config: CONFIG, session: { phase: 'closed', agent: null, closing: false, rating: { asked: true } } }, post as never)
  place.querySelector<HTMLButtonElement>('button')?.click()
  await settled()
  expect(post).toHaveBeenCalledWith('rating', { like: true })
  expect(control.start).toHaveBeenCalled()
})
