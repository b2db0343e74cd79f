import type { Conversation, Person, Session } from '@openline/api'
import { describe, expect, it } from 'vitest'
import type { Desk } from './desk'
import type { StreamEvent } from './frames'
import { answeredSession, applyEvent } from './reduce'
import { channel, conversation, desk, follow, me, message, session } from './testing/samples'
import { newestPage } from './thread'
import { belongs, isClaimable, isOffered, listed } from './views'

const play = (start: Desk, events: readonly StreamEvent[]) => events.reduce(applyEvent, start)
const offer = { agent_id: null, offered_at: 'a', expires_at: 'b', to_all: true }
const toAll = session({ phase: 'offered', owner_id: null, owner_name: null, accepted_at: null, offer })
const linhs = session({ owner_id: '11', owner_name: 'Linh' })
const shop = (...ids: string[]) => channel({ queue: ids.map((id) => ({ kind: 'user' as const, id, name: id, presence: 'online' as const })) })

type Kind = 'session.offered' | 'offer.ended' | 'offer.stays' | 'session.handed' | 'session.pinned'
const news = (type: Kind, now: Session, agent_id: string | null, outcome: string | null = null) =>
  ({ type, data: { session: now, conversation: conversation({ session: now }), agent_id, outcome, reason: null } })

/** A desk that shows one conversation, opened. */
function showing(row: Conversation, change: Partial<Person> = {}, members = ['10', '11']): Desk {
  const start = desk({
    me: me(change), channels: [shop(...members)], conversations: { new: [row], mine: [] }, counts: { new: 1, mine: 0, all: 1, unread: 0 },
  })
  return newestPage(start, row.id, { items: [message()], next: null })
}
const offered = conversation({ session: toAll })

describe('offered to all', () => {
  it('is offered to whoever stands in the queue, and to nobody beside', () => {
    const inside = showing(offered)
    const outside = showing(offered, {}, ['11'])
    expect([isOffered(offered, inside), isOffered(offered, outside)]).toEqual([true, false])
    expect([belongs(offered, 'new', inside), belongs(offered, 'new', outside)]).toEqual([true, false])
  })

  it('is only listed for those who see everything from outside: they claim it', () => {
    const seen = (['administrator', 'supervisor'] as const).map((role) => showing(offered, { id: '12', role }))
    expect(seen.map((boss) => [isOffered(offered, boss), belongs(offered, 'new', boss), isClaimable(offered, boss)])).toEqual([
      [false, true, true], [false, true, true],
    ])
    const member = showing(offered, { role: 'supervisor' })
    expect([isOffered(offered, member), isClaimable(offered, member)]).toEqual([true, false])
  })

  it('leaves every list of an agent when a colleague was quicker', () => {
    const after = play(showing(offered), follow(10, news('offer.ended', linhs, null, 'accepted')))
    expect(listed(after.conversations, 'all', after)).toEqual([])
    expect([after.counts.new, after.threads['100']]).toEqual([0, undefined])
  })

  it('stays for whoever sees everything, and for whoever got it', () => {
    const ended = news('offer.ended', linhs, null, 'accepted')
    const boss = play(showing(offered, { role: 'supervisor' }), follow(10, ended))
    const linh = play(showing(offered, { id: '11' }), follow(10, ended))
    expect([boss.conversations['100']?.session?.owner_id, boss.counts.new]).toEqual(['11', 0])
    expect(listed(linh.conversations, 'mine', linh)).toHaveLength(1)
  })

  it('stays on the desk when the offer ended without an owner', () => {
    const waiting = session({ phase: 'waiting', owner_id: null })
    expect(play(showing(offered), follow(10, news('offer.ended', waiting, null, 'withdrawn'))).conversations['100']).toBeDefined()
  })

  it('rings no more for who skipped it, until it is offered anew', () => {
    const skipped = play(showing(offered), follow(10, news('offer.stays', toAll, '10')))
    const others = play(showing(offered), follow(10, news('offer.stays', toAll, '11')))
    expect([skipped.skipped, others.skipped, skipped.counts.new]).toEqual([{ '500': true }, {}, 1])
    expect(play(skipped, follow(11, news('offer.stays', toAll, '11'))).skipped).toEqual({ '500': true })
    expect(play(skipped, follow(11, news('session.offered', toAll, null))).skipped).toEqual({})
  })

  it('keeps the count right when I leave the queue or enter it', () => {
    const left = play(showing(offered), follow(10, { type: 'channel.changed', data: { id: '3', channel: shop('11') } }))
    expect(left.counts.new).toBe(0)
    expect(play(left, follow(11, { type: 'channel.changed', data: { id: '3', channel: shop('10') } })).counts.new).toBe(1)
  })
})

describe('handed over', () => {
  const mine = desk({ conversations: { new: [], mine: [conversation()] }, counts: { new: 0, mine: 1, all: 1, unread: 0 } })

  it('to a colleague it leaves the desk, by the event and by the answer alike', () => {
    const heard = play(mine, follow(10, news('session.handed', linhs, '11')))
    const answered = answeredSession(mine, conversation(), linhs)
    expect([heard, answered].map(({ conversations, counts }) => [conversations, counts.mine])).toEqual([[{}, 0], [{}, 0]])
    expect(answeredSession(heard, conversation(), linhs).conversations).toEqual({})
  })

  it('to me it comes to mine', () => {
    const empty = desk({ conversations: { new: [], mine: [] }, counts: { new: 0, mine: 0, all: 0, unread: 0 } })
    expect(play(empty, follow(10, news('session.handed', session(), '10'))).counts.mine).toBe(1)
  })

  it('tells of pins and their end', () => {
    const start = newestPage(mine, '100', { items: [message()], next: null })
    const after = play(start, follow(10, news('session.pinned', session({ pinned: true }), '10'), news('session.pinned', session(), '10')))
    expect(after.threads['100']?.lines.map((line) => line.outcome)).toEqual(['pinned', 'unpinned'])
  })
})
