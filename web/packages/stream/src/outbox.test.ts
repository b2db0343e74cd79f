import { ApiError, type Message, type NewMessage } from '@openline/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox } from './outbox'
import { message } from './testing/samples'

type Answer = (body: NewMessage) => Message
const lost: Answer = () => { throw new ApiError('network', 0, '') }
const refused: Answer = () => { throw new ApiError('not_owner', 409, 'Mai is answering.') }
const taken: Answer = (body) => message({ client_id: body.client_id, text: body.text })
const draft = (text: string) => ({ text, files: [], replyTo: null, note: false })

function outbox(answers: Answer[], storage?: Storage) {
  const tried: NewMessage[] = []
  const sent: Message[] = []
  const box = new Outbox({
    send: (_, body) => {
      tried.push(body)
      const answer = answers.shift() ?? taken
      return new Promise((resolve) => resolve(answer(body)))
    },
    onSent: (row) => sent.push(row),
    storage,
    owner: '10',
  })
  return { box, tried, sent }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('the outbox', () => {
  it('tries again by itself with the same client id', async () => {
    const { box, tried, sent } = outbox([lost, lost])
    box.add('100', draft('một'))
    await settle(10_000)
    expect(tried.map((body) => body.client_id)).toEqual(Array(3).fill(tried[0]?.client_id))
    expect(sent).toHaveLength(1)
    expect(box.pending.get()).toEqual([])
  })

  it('sends in order, one at a time, also across a lost line', async () => {
    const { box, sent } = outbox([lost])
    box.add('100', draft('một'))
    box.add('100', draft('hai'))
    await settle(10_000)
    expect(sent.map((row) => row.text)).toEqual(['một', 'hai'])
  })

  it('does not wait for its timer when the line is back', async () => {
    const { box, sent } = outbox([lost])
    box.add('100', draft('một'))
    await settle()
    expect(sent).toHaveLength(0)
    box.wake()
    await settle()
    expect(sent).toHaveLength(1)
  })

  it('keeps a refused one with the reason, until the person decides', async () => {
    const { box, tried, sent } = outbox([refused])
    box.add('100', draft('một'))
    await settle(60_000)
    const [item] = box.pending.get()
    expect(item).toMatchObject({ state: 'failed', detail: 'Mai is answering.' })
    box.retry(item!.clientId)
    await settle()
    expect(tried[1]?.client_id).toBe(tried[0]?.client_id)
    expect(sent).toHaveLength(1)
  })

  it('survives a reload', async () => {
    const before = outbox([lost], sessionStorage)
    before.box.add('100', draft('một'))
    await settle()
    before.box.stop()
    const after = outbox([], sessionStorage)
    after.box.wake()
    await settle()
    expect(after.tried[0]?.client_id).toBe(before.tried[0]?.client_id)
  })
})
