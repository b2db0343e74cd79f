import { expect, it } from 'vitest'
import { changedConfig, problemsOf, refusedField, shownFields, startValues } from './form'
import { connection, pigeon } from './samples'
import { nextStep, resumeAt, standing } from './steps'

const connector = pigeon
const shown = shownFields(connector)

it('asks neither for what the server makes nor for what has a step of its own', () => {
  expect(shown.map(({ key }) => key)).toEqual(['token', 'api_url', 'tries'])
})

it('starts with defaults, or with what is kept, and never shows a secret', () => {
  expect(startValues(shown, null)).toEqual({ token: '', api_url: 'https://api.example', tries: '3' })
  expect(startValues(shown, connection())).toEqual({ token: '', api_url: 'https://own.example', tries: '5' })
})

it('sends only what was changed, as what it is', () => {
  const start = startValues(shown, connection())
  expect(changedConfig(shown, start, { ...start, tries: '7' })).toEqual({ tries: 7 })
  expect(changedConfig(shown, start, { ...start, api_url: ' ' })).toEqual({ api_url: null })
})

it('wants what is required, unless it is kept already', () => {
  const empty = startValues(shown, null)
  expect(problemsOf(shown, empty, null)).toEqual({ token: 'required' })
  expect(problemsOf(shown, empty, connection())).toEqual({})
  expect(problemsOf(shown, { ...empty, token: 'x', tries: 'many' }, null)).toEqual({ tries: 'not_whole' })
})

it('finds the field that a refusal names', () => {
  expect(refusedField({ field: 'config.token', reason: 'unauthorized' })).toEqual({ field: 'token', reason: 'unauthorized' })
  expect(refusedField({ field: 'name', reason: 'too_long' })).toBeNull()
})

it('goes on where somebody left', () => {
  expect(nextStep(connector, 'settings')).toBe('reach')
  expect(nextStep({ ...connector, delivery: 'stream' }, 'settings')).toBe('done')
  expect(resumeAt(connection())).toBe('wait')
  expect(resumeAt(connection({ state: 'reauth' }))).toBe('settings')
  expect(resumeAt(connection({ installed: null }))).toBe('reach')
  expect(resumeAt(connection({ state: 'ok', first_event_at: '2026-03-01T08:00:00.000Z' }))).toBe('test')
})

it('says in one word how a connection stands', () => {
  expect(standing(connection())).toBe('waiting')
  expect(standing(connection({ active: false, state: 'down' }))).toBe('off')
  expect(standing(connection({ state: 'reauth' }))).toBe('attention')
  expect(standing(connection({ installed: null }))).toBe('attention')
  expect(standing(connection({ state: 'ok' }))).toBe('ok')
})
