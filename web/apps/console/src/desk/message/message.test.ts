import { channel, conversation, desk, message, person, session } from '@openline/stream/testing'
import { describe, expect, it } from 'vitest'
import { maySendAgain, outcomeOf, worst } from './outcome'
import { coordinates, MAPS } from './places'
import { grouped } from './Reactions'

const failure = (lost: { loss: string; name: string }[] = []) => ({ code: 'blocked', text: 'Forbidden', blame: 'recipient' as const, lost })

describe('what became of a message', () => {
  it('is told when it failed, when nobody knows, and when a part was left behind', () => {
    expect(outcomeOf(message({ state: 'failed', failure: failure() }))?.kind).toBe('failed')
    expect(outcomeOf(message({ state: 'unknown', failure: failure() }))?.kind).toBe('unknown')
    expect(outcomeOf(message({ state: 'read', failure: failure([{ loss: 'quote', name: '' }]) }))?.kind).toBe('partly')
  })

  it('is silent when all went well', () => {
    expect(outcomeOf(message({ state: 'read' }))).toBeNull()
    expect(outcomeOf(message({ state: 'sent', failure: failure() }))).toBeNull()
  })

  it('is the worst of an album', () => {
    expect(worst([message({ state: 'read' }), message({ id: '2', state: 'failed' }), message({ state: 'unknown' })]).id).toBe('2')
  })
})

it('is sent again by its owner or an administrator, not by a colleague who looks on', () => {
  const failed = message({ state: 'failed', may_send_again: true })
  const own = desk()
  expect(maySendAgain(own, failed)).toBe(true)
  expect(maySendAgain(own, message({ state: 'failed' }))).toBe(false)
  const theirs = desk({ conversations: { new: [], mine: [conversation({ session: session({ owner_id: '11' }) })] } })
  expect(maySendAgain(theirs, failed)).toBe(false)
  expect(maySendAgain({ ...theirs, me: { ...theirs.me, person: person({ role: 'administrator' }) } }, failed)).toBe(true)
  expect(maySendAgain({ ...theirs, me: { ...theirs.me, person: person({ role: 'supervisor' }) } }, failed)).toBe(true)
})

it('is not sent again while nothing reaches the customer', () => {
  const failed = message({ state: 'failed', may_send_again: true })
  const blocked = desk({ conversations: { new: [], mine: [conversation({ blocked: true })] } })
  const off = desk({ channels: [channel({ active: false })] })
  expect([maySendAgain(blocked, failed), maySendAgain(off, failed)]).toEqual([false, false])
})

it('counts the same reaction of one side once', () => {
  expect(grouped([{ emoji: '👍', by: 'customer' }, { emoji: '👍', by: 'customer' }, { emoji: '👍', by: 'agent' }])).toEqual([
    { emoji: '👍', by: 'customer', count: 2 }, { emoji: '👍', by: 'agent', count: 1 },
  ])
})

it('names a place as maps do', () => {
  const place = { latitude: 21.028_511_34, longitude: 105.804_817 }
  expect(coordinates(place)).toBe('21.028511, 105.804817')
  expect(MAPS['Yandex Maps'](place)).toContain('pt=105.804817,21.02851134')
})
