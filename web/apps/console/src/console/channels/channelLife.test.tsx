import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { byChannel, found } from './channelList'
import { ChannelOff } from './ChannelOff'
import { CopySettings } from './CopySettings'
import { channel, connection } from './setup/samples'
import { show } from './setup/testing'

afterEach(cleanup)

const named = (id: string, name: string, change = {}) => ({ ...channel, id, name, connections: 1, queue: [{ kind: 'user' as const, id: '9', name: 'Linh Phạm', presence: 'online' as const }], ...change })
const LIST = [named('3', 'Trà sữa'), named('4', 'Support', { active: false }), named('5', 'Wholesale', { queue: [] })]
const PLACES = byChannel([connection({ channel_id: '3', state: 'reauth' }), connection({ id: '8', channel_id: '4', account: { id: '1', name: '@roo', url: null } })])
const names = (words: string, filter: Parameters<typeof found>[3] = 'all') => found(LIST, PLACES, words, filter).map(({ name }) => name)

it('finds channels by name, account and colleague, with or without marks', () => {
  expect(names('tra sua')).toEqual(['Trà sữa'])
  expect(names('@roo')).toEqual(['Support'])
  expect(names('phạm')).toEqual(['Trà sữa', 'Support'])
  expect(names('pham trà')).toEqual(['Trà sữa'])
})

it('counts a channel as needing somebody when nobody answers there or its platform refuses', () => {
  expect(names('', 'attention')).toEqual(['Trà sữa', 'Wholesale'])
  expect(names('', 'off')).toEqual(['Support'])
})

const IMPACT = { open: 2, waiting: 1, connections: [{ id: '8', connector: 'pigeon', name: '@coo', active: true }], overflowing: [{ id: '4', name: 'Support' }] }

it('says what stops before a channel is switched off, and lets one stop receiving too', async () => {
  const confirm = vi.fn()
  const sent = show(<ChannelOff channel={channel} busy={false} onConfirm={confirm} onClose={vi.fn()} />, { body: IMPACT })
  expect(await screen.findByText('2 conversations are open there (1 waiting) and can only be finished.')).toBeDefined()
  expect(screen.getByText(/Support\. It goes to their supervisors/)).toBeDefined()
  fireEvent.click(screen.getByRole('switch', { name: '@coo receives messages' }))
  await waitFor(() => expect(sent.find(({ method }) => method === 'PATCH')).toMatchObject({ path: '/api/v1/connections/8', body: { active: false } }))
  expect(confirm).not.toHaveBeenCalled()
  fireEvent.click(screen.getByRole('button', { name: 'Switch off' }))
  expect(confirm).toHaveBeenCalledOnce()
})

it('tells what copying would change before it copies', async () => {
  const close = vi.fn()
  const told = { items: [{ channel_id: '4', name: 'Support', changed: ['rating.ask'] }], next: null }
  const sent = show(<CopySettings channel={channel} onClose={close} />, { body: { items: [channel, LIST[1]], next: null } }, { body: told })
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Support' }))
  expect(await screen.findByText('Support: 1 setting changes')).toBeDefined()
  expect(sent.at(-1)?.body).toMatchObject({ to: ['4'], dry_run: true })
  fireEvent.click(screen.getByRole('button', { name: 'Copy' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent.filter(({ method }) => method === 'POST').at(-1)?.body).not.toHaveProperty('dry_run')
})
