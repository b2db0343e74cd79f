import { describe, expect, it } from 'vitest'
import { conversation, desk, message } from './testing/samples'
import { MAX_THREADS } from './desk'
import { answered, newestPage, olderPage, withConversations, withThread } from './thread'

const page = (ids: string[], next: string | null = null) => ({ items: ids.map((id) => message({ id })), next })
const ids = (start: ReturnType<typeof desk>) => start.threads['100']?.messages.map((row) => row.id)

describe('a thread', () => {
  it('grows upwards and sorts long ids as numbers', () => {
    const start = newestPage(desk(), '100', page(['1000', '1001'], 'older'))
    const grown = olderPage(start, '100', page(['998', '999']))
    expect(ids(grown)).toEqual(['998', '999', '1000', '1001'])
    expect(grown.threads['100']?.older).toBeNull()
  })

  it('keeps what it had when the newest page touches it', () => {
    const start = newestPage(desk(), '100', page(['1000', '1001'], 'older'))
    expect(ids(newestPage(start, '100', page(['1001', '1002'], 'x')))).toEqual(['1000', '1001', '1002'])
  })

  it('drops what it had when there is a hole in between', () => {
    const start = newestPage(desk(), '100', page(['1000', '1001']))
    const jumped = newestPage(start, '100', page(['2000', '2001'], 'between'))
    expect(ids(jumped)).toEqual(['2000', '2001'])
    expect(jumped.threads['100']?.older).toBe('between')
  })

  it('gives way to newer ones', () => {
    let start = desk()
    for (let index = 0; index <= MAX_THREADS; index++) start = newestPage(start, `c${index}`, page(['1']))
    expect(Object.keys(start.threads)).toHaveLength(MAX_THREADS)
    expect('c0' in start.threads).toBe(false)
  })
})

it('an answer does not undo what an event brought meanwhile', () => {
  const asked = desk()
  const news = { ...asked, conversations: { '100': conversation({ unread: 2 }) } }
  const answer = [conversation({ unread: 0 }), conversation({ id: '101' })]
  const next = withConversations(news, answer, asked)
  expect([next.conversations['100']?.unread, next.conversations['101']?.id]).toEqual([2, '101'])
})

it('a page read late does not take back a delivery', () => {
  const sent = message({ id: '1', author: 'agent', state: 'sent' })
  const start = newestPage(desk(), '100', { items: [{ ...sent, state: 'read' }], next: null })
  const next = newestPage(start, '100', { items: [sent], next: null })
  expect(next.threads['100']?.messages[0]?.state).toBe('read')
})

it('a page read late does not take back why a message failed', () => {
  const failure = { code: 'blocked', text: '', blame: 'recipient' as const, lost: [] }
  const failed = message({ id: '1', author: 'agent', state: 'failed', failure, may_send_again: true })
  const start = newestPage(desk(), '100', { items: [failed], next: null })
  const next = newestPage(start, '100', { items: [message({ id: '1', author: 'agent', state: 'sending' })], next: null })
  expect(next.threads['100']?.messages[0]).toMatchObject({ state: 'failed', failure, may_send_again: true })
})

it('the answer to "send again" counts until an event says more', () => {
  const failed = message({ id: '1', author: 'agent', state: 'failed' })
  const start = newestPage(desk(), '100', { items: [failed], next: null })
  const again = { ...failed, state: 'sending' as const }
  expect(answered(start, failed, again).threads['100']?.messages[0]?.state).toBe('sending')
  const sent = withThread(start, '100', (thread) => ({ ...thread, messages: [{ ...failed, state: 'sent' as const }] }))
  expect(answered(sent, failed, again).threads['100']?.messages[0]?.state).toBe('sent')
})
