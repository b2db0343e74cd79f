import type { Message } from '@openline/api'
import { describe, expect, it } from 'vitest'
import type { Desk } from './desk'
import type { StreamEvent } from './frames'
import { applyEvent, applyLoose } from './reduce'
import { conversation, desk, file, follow, me, message, session } from './testing/samples'
import { newestPage } from './thread'
import { listed } from './views'

const play = (start: Desk, events: readonly StreamEvent[]) => events.reduce(applyEvent, start)
const added = (id: string, change = {}) => ({
  type: 'message.added' as const,
  data: { conversation: conversation({ unread: 1 }), message: message({ id, ...change }) },
})
const withThread = (start = desk()) => newestPage(start, '100', { items: [message()], next: null })

describe('the numbering', () => {
  it('ignores what was applied before', () => {
    const [event] = follow(10, added('1001'))
    const once = play(withThread(), [event!])
    expect(applyEvent(once, event!)).toBe(once)
    expect(once.threads['100']?.messages.map((row) => row.id)).toEqual(['1000', '1001'])
  })

  it('marks a gap as stale and applies nothing behind it', () => {
    const [, second] = follow(10, added('1001'), added('1002'))
    const gap = applyEvent(withThread(), second!)
    expect(gap).toMatchObject({ stale: true, seq: 10 })
    expect(gap.threads['100']?.messages).toHaveLength(1)
  })

  it('is whole again once the missing ones came', () => {
    const events = follow(10, added('1001'), added('1002'), added('1003'))
    const gap = applyEvent(withThread(), events[2]!)
    expect(play(gap, events)).toMatchObject({ stale: false, seq: 13 })
  })

  it('moves on over kinds this desk does not know', () => {
    expect(play(desk(), follow(10, { type: 'unknown', data: {} })).seq).toBe(11)
  })

  it('accepts holes that belong to others: prev says what was due here', () => {
    const [event] = follow(10, added('1001'))
    expect(applyEvent(desk(), { ...event!, seq: 900, prev: 10 })).toMatchObject({ seq: 900, stale: false })
  })

  it('gives the same desk for an hour offline as for an hour watched', () => {
    const hour = follow(10, ...Array.from({ length: 600 }, (_, index) => added(String(2000 + index))))
    const watched = play(withThread(), hour)
    const dropped = play(withThread(), hour.slice(0, 200))
    const resumed = play(dropped, hour.slice(150)) // the server repeats a little
    expect(resumed).toEqual(watched)
    expect(new Set(resumed.threads['100']?.messages.map((row) => row.id)).size).toBe(601)
  })
})

describe('lists and counts', () => {
  it('an offer enters "new", an accepted one moves to "mine"', () => {
    const offered = session({ phase: 'offered', owner_id: null, offer: { agent_id: '10', offered_at: 'a', expires_at: 'b' } })
    const start = desk({ conversations: { new: [], mine: [] }, counts: { new: 0, mine: 0, all: 0, unread: 0 } })
    const data = { session: offered, conversation: conversation({ session: offered }), agent_id: '10', outcome: null, reason: null }
    const ringing = play(start, follow(10, { type: 'session.offered', data }))
    expect(ringing.counts).toMatchObject({ new: 1, mine: 0 })
    expect(listed(ringing.conversations, 'new', ringing)).toHaveLength(1)
    const taken = play(ringing, follow(11, { type: 'session.accepted', data: { ...data, session: session() } }))
    expect(taken.counts).toMatchObject({ new: 0, mine: 1 })
  })

  it("another agent's offer is not mine", () => {
    const offered = session({ phase: 'offered', owner_id: null, offer: { agent_id: '11', offered_at: 'a', expires_at: 'b' } })
    const data = { session: offered, conversation: conversation(), agent_id: '11', outcome: null, reason: null }
    const next = play(desk(), follow(10, { type: 'session.offered', data }))
    expect(next.counts).toMatchObject({ new: 0, mine: 0 })
  })

  it('what nobody owns is listed for administrators, longest wait first', () => {
    const waiting = (id: string, queued_at: string) =>
      conversation({ id, session: session({ id, phase: 'waiting', owner_id: null, queued_at }) })
    const offered = conversation({ id: '3', session: session({ phase: 'offered', owner_id: null, queued_at: '08:30', offer: { agent_id: '11', offered_at: '', expires_at: '' } }) })
    const start = desk({ conversations: { new: [waiting('2', '09:00'), offered, waiting('1', '08:00')], mine: [] } })
    expect(listed(start.conversations, 'new', start)).toEqual([])
    const boss = { ...start, me: me({ role: 'administrator' }) }
    expect(listed(start.conversations, 'new', boss).map((row) => row.id)).toEqual(['1', '3', '2'])
  })
})

describe('reading and delivery', () => {
  const answer = message({ id: '1001', author: 'agent', number: 2, state: 'sent' })

  it("what the customer's side has shown and read shows on my messages, up to the number", () => {
    const later = message({ id: '1002', author: 'agent', number: 3, state: 'sent' })
    const start = newestPage(desk(), '100', { items: [answer, later], next: null })
    const seen = (state: 'read' | 'delivered', up_to: number) => ({
      type: 'conversation.seen' as const,
      data: { conversation_id: '100', by: 'customer' as const, state, up_to, agent_read_up_to: null, unread: 0 },
    })
    const next = play(start, follow(10, seen('delivered', 3), seen('read', 2)))
    expect(next.threads['100']?.messages.map((row) => row.state)).toEqual(['read', 'delivered'])
    expect(next.conversations['100']).toMatchObject({ customer_read_up_to: 2, customer_delivered_up_to: 3 })
  })

  it('a mark never goes back', () => {
    const start = newestPage(desk(), '100', { items: [{ ...answer, state: 'read' }], next: null })
    const data = { conversation_id: '100', by: 'customer' as const, state: 'delivered' as const, up_to: 2, agent_read_up_to: null, unread: 0 }
    expect(play(start, follow(10, { type: 'conversation.seen', data })).threads['100']?.messages[0]?.state).toBe('read')
  })

  it('reading on does not mend what was not sent', () => {
    const start = newestPage(desk(), '100', { items: [{ ...answer, state: 'failed' }], next: null })
    const data = { conversation_id: '100', by: 'customer' as const, state: 'read' as const, up_to: 9, agent_read_up_to: null, unread: 0 }
    expect(play(start, follow(10, { type: 'conversation.seen', data })).threads['100']?.messages[0]?.state).toBe('failed')
  })

  it('what I read in another tab is read here', () => {
    const start = desk({ conversations: { new: [], mine: [conversation({ unread: 3 })] } })
    const data = { conversation_id: '100', by: 'agent' as const, state: 'read' as const, up_to: 1, agent_read_up_to: '1000', unread: 0 }
    const next = play(start, follow(10, { type: 'conversation.read', data }))
    expect(next.conversations['100']).toMatchObject({ unread: 0, agent_read_up_to: '1000' })
  })
})

describe('what changes in place', () => {
  const changed = (change: Partial<Message>) => ({
    type: 'message.changed' as const,
    data: { conversation: conversation({ blocked: true }), message: message({ id: '1000', author: 'agent', ...change }) },
  })

  it('a message is replaced where it stands, and its conversation with it', () => {
    const start = play(withThread(), follow(10, added('1001')))
    const next = play(start, follow(11, changed({ text: 'Chào bạn', edited_at: 'a' })))
    expect(next.threads['100']?.messages.map((row) => [row.id, row.text])).toEqual([['1000', 'Chào bạn'], ['1001', 'Xin chào']])
    expect(next.conversations['100']?.blocked).toBe(true)
  })

  it('what failed is on its way again once it was sent again', () => {
    const failure = { code: 'blocked', text: 'Forbidden', blame: 'recipient' as const, lost: [] }
    const failed = play(withThread(), follow(10, changed({ state: 'failed', failure, may_send_again: true })))
    expect(failed.threads['100']?.messages[0]).toMatchObject({ state: 'failed', may_send_again: true })
    const again = play(failed, follow(11, changed({ state: 'sending' })))
    expect(again.threads['100']?.messages[0]).toMatchObject({ state: 'sending', failure: null })
  })

  it('a change of a message that is not loaded adds nothing', () => {
    const next = play(withThread(), follow(10, changed({ id: '900' })))
    expect(next.threads['100']?.messages.map((row) => row.id)).toEqual(['1000'])
  })

  it('whether the customer has blocked us is known at once', () => {
    const data = { conversation: conversation({ blocked: true }) }
    expect(play(desk(), follow(10, { type: 'conversation.changed', data })).conversations['100']?.blocked).toBe(true)
  })

  it('a file that came is shown in the message it belongs to', () => {
    const holder = message({ files: [file({ state: 'fetching' }), file({ id: '901' })] })
    const start = newestPage(desk(), '100', { items: [holder, message({ id: '1001' })], next: null })
    const data = { conversation_id: '100', file: file({ thumb_url: '/files/900/thumb' }) }
    const next = play(start, follow(10, { type: 'file.changed', data }))
    expect(next.threads['100']?.messages[0]?.files.map((one) => [one.state, one.thumb_url])).toEqual([['ready', '/files/900/thumb'], ['ready', null]])
    expect(next.threads['100']?.messages[1]).toBe(start.threads['100']?.messages[1])
  })
})

describe('the rest', () => {
  it("keeps a customer's words while he types on, until he is done", () => {
    const typing = (on: boolean) => ({ type: 'typing', data: { conversation_id: '100', author: 'customer', person_id: null, on } }) as const
    const live = (text: string) => ({ type: 'typing.live', data: { conversation_id: '100', text } }) as const
    const said = [live('Do you sh'), typing(true), live('Do you ship'), typing(true)].reduce(applyLoose, desk())
    expect(said.typing).toEqual({ '100': 'Do you ship' })
    expect(applyLoose(said, live('')).typing).toEqual({})
    expect(applyLoose(said, typing(false)).typing).toEqual({})
  })

  it("a customer's message ends his typing", () => {
    const typing = applyLoose(desk(), { type: 'typing', data: { conversation_id: '100', author: 'customer', person_id: null, on: true } })
    expect(typing.typing).toEqual({ '100': '' })
    expect(play(typing, follow(10, added('1001'))).typing).toEqual({})
  })

  it('my own presence follows the stream', () => {
    const away = applyLoose(desk(), { type: 'presence.changed', data: { person_id: '10', state: 'away' } })
    expect([away.me.presence.state, away.people['10']?.presence]).toEqual(['away', 'away'])
  })

  it('a changed contact shows in every row of his', () => {
    const contact = { id: '70', number: 70, name: 'Bình', email: null, phone: null, locale: null, time_zone: null, identities: [], avatar_url: null, created_at: 'a', responsible: null, fields: [] }
    expect(play(desk(), follow(10, { type: 'contact.changed', data: { contact } })).conversations['100']?.contact.name).toBe('Bình')
  })
})
