import type { Notice } from '@openline/api'
import { channel } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../testing'
import { NoticeBell } from './NoticeBell'
import { noticePlace, noticeWords } from './words'

const notice = (id: string, read = false): Notice =>
  ({ id, kind: 'connection.attention', data: { channel_id: '3', connection_id: '4' }, at: '2026-03-01T08:00:00.000Z', read })

async function bell(items: Notice[], next: string | null = null) {
  const readNotices = vi.fn(() => Promise.resolve(null))
  const notices = vi.fn(() => Promise.resolve({ items: [notice('7', true)], next: null, unread: 0 }))
  const unread = items.filter(({ read }) => !read).length
  await showInside(<NoticeBell />, { channels: [channel()], notices: { items, next, unread } }, { readNotices, notices })
  fireEvent.click(await screen.findByRole('button', { name: /^Notices/ }))
  await screen.findByRole('heading', { name: 'Notices' })
  return { readNotices, notices }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('says how many are unread, and marks all as read', async () => {
  const { readNotices } = await bell([notice('9'), notice('8')])
  expect(screen.getByRole('button', { name: 'Notices: 2 unread' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Mark all as read' }))
  expect(readNotices).toHaveBeenCalledWith('9')
  await waitFor(() => expect(screen.getByRole('button', { name: 'Notices' })).toBeTruthy())
  expect(screen.queryByRole('button', { name: 'Mark all as read' })).toBeNull()
})

it('names the channel and reads older ones on demand', async () => {
  const { notices } = await bell([notice('9', true)], 'c')
  expect(screen.getByText('A connection of Shop needs attention: messages may not arrive.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Older ones' }))
  await waitFor(() => expect(screen.getAllByText(/needs attention/)).toHaveLength(2))
  expect(notices).toHaveBeenCalledWith('c')
  expect(screen.queryByRole('button', { name: 'Older ones' })).toBeNull()
})

it('teaches what it is for while there is nothing', async () => {
  await bell([])
  expect(screen.getByText('Nothing to know')).toBeTruthy()
})

it('says in words what each kind is about', () => {
  const said = (kind: string, data: Notice['data']) =>
    noticeWords({ ...notice('1'), kind, data }, (key, values) => `${key} ${JSON.stringify(values)}`, { channel: () => 'Shop', span: (seconds) => `${seconds} s` })
  expect(said('response.overdue', { channel_id: '3', number: 5, waited_s: 90, text: 'Late!' })).toBe('notice.overdue_said {"said":"Late!","waited":"90 s"}')
  expect(said('response.overdue', { channel_id: '3', number: 5, waited_s: 90, text: '' })).toContain('notice.overdue ')
  expect(said('session.rated', { number: 5, vote: 5 })).toBe('notice.rated_like {"number":5}')
  expect(said('session.reviewed', { number: 5, rating: 4 })).toBe('notice.reviewed {"number":5,"rating":4}')
  expect(said('queue.empty', { channel_id: '3', number: 1 })).toBe('notice.queue_empty {"channel":"Shop"}')
  expect(said('session.escalated', { channel_id: '3', number: 5, rounds: 2 })).toBe('notice.escalated {"channel":"Shop","number":5,"rounds":2}')
  expect(said('something.new', { channel_id: '3' })).toBe('notice.other {"channel":"Shop","kind":"something.new"}')
})

it('leads to the conversation, else to what the channel is about', () => {
  const place = (kind: string, data: Notice['data']) => noticePlace({ ...notice('1'), kind, data })
  expect(place('response.overdue', { conversation_id: '100', channel_id: '3' })).toEqual({ kind: 'talk', conversationId: '100' })
  expect(place('connection.attention', { channel_id: '3' })).toEqual({ kind: 'channel', channelId: '3', tab: 'connections' })
  expect(place('hours.changed', {})).toBeNull()
})
