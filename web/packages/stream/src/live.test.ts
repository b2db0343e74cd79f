import { ApiError, type Snapshot } from '@openline/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Live } from './live'
import { FakeSocket } from './testing/fakeSocket'
import { conversation, follow, message, snapshot } from './testing/samples'

const added = (id: string) => ({ type: 'message.added' as const, data: { conversation: conversation(), message: message({ id }) } })
const hello = (seq: number, node_time = '2026-03-01T08:00:00Z') => ({ type: 'hello', seq, person_id: '10', node_time })

type Answer = Snapshot | ApiError

async function start(...answers: Answer[]) {
  const asked = vi.fn(() => {
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    return answer instanceof ApiError || !answer ? Promise.reject(answer ?? new ApiError('network', 0, '')) : Promise.resolve(answer)
  })
  const onEvents = vi.fn()
  const live = new Live({ api: { snapshot: asked }, streamUrl: 'ws://desk/stream', onEvents })
  live.start()
  await vi.advanceTimersByTimeAsync(0)
  return { live, asked, onEvents, seq: () => live.desk.get()?.seq }
}
const frame = () => vi.advanceTimersByTimeAsync(600)

beforeEach(() => {
  FakeSocket.made = []
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the live desk', () => {
  it('starts with a snapshot and follows the stream from there, once per frame', async () => {
    const { live, onEvents, seq } = await start(snapshot())
    expect(FakeSocket.last.url).toContain('since=10')
    const heard = vi.fn()
    live.desk.subscribe(heard)
    FakeSocket.last.say(hello(12), ...follow(10, added('1001'), added('1002')))
    expect(heard).not.toHaveBeenCalled()
    await frame()
    expect([seq(), heard.mock.calls.length, onEvents.mock.calls.length]).toEqual([12, 1, 1])
  })

  it('asks again from the last applied event when one is missing', async () => {
    const { asked, seq } = await start(snapshot())
    const [first, , third] = follow(10, added('1001'), added('1002'), added('1003'))
    FakeSocket.last.say(hello(13), first!, third!)
    await frame()
    expect(FakeSocket.made).toHaveLength(2)
    expect(FakeSocket.last.url).toContain('since=11')
    FakeSocket.last.say(hello(13), ...follow(11, added('1002'), added('1003')))
    await frame()
    expect([seq(), asked.mock.calls.length]).toEqual([13, 1])
  })

  it('starts afresh when asking again brought the same gap', async () => {
    const { asked } = await start(snapshot(), snapshot({ seq: 13 }))
    const third = follow(12, added('1003'))
    FakeSocket.last.say(hello(13), ...third)
    await frame()
    FakeSocket.last.say(hello(13), ...third)
    await frame()
    expect(asked).toHaveBeenCalledTimes(2)
    expect(FakeSocket.last.url).toContain('since=13')
  })

  it('reads a new snapshot when the server says so, and when its history is another one', async () => {
    const { asked, live } = await start(snapshot(), snapshot({ seq: 50 }), snapshot({ seq: 5 }))
    FakeSocket.last.say({ type: 'snapshot_needed' })
    await frame()
    expect([asked.mock.calls.length, live.desk.get()?.seq, live.desk.get()?.epoch]).toEqual([2, 50, 2])
    FakeSocket.last.say(hello(4))
    await frame()
    expect([asked.mock.calls.length, live.desk.get()?.seq]).toEqual([3, 5])
  })

  it('tries the snapshot again by itself, and says meanwhile why there is nothing', async () => {
    const { live } = await start(new ApiError('network', 0, ''), snapshot())
    expect(live.problem.get()?.code).toBe('network')
    await vi.advanceTimersByTimeAsync(1_100)
    expect([live.problem.get(), live.desk.get()?.seq]).toEqual([null, 10])
  })

  it('stops where the login has ended', async () => {
    const { live } = await start(new ApiError('login_needed', 401, ''))
    expect(live.status.get()).toEqual({ kind: 'stopped', cause: 'signed_out' })
  })

  it('lets typing end by itself', async () => {
    const { live } = await start(snapshot())
    FakeSocket.last.say({ type: 'typing', data: { conversation_id: '100', author: 'customer', person_id: null, on: true } })
    await frame()
    expect(live.desk.get()?.typing).toEqual({ '100': '' })
    await vi.advanceTimersByTimeAsync(9_000)
    expect(live.desk.get()?.typing).toEqual({})
  })

  it("knows the server's clock", async () => {
    const { live } = await start(snapshot())
    vi.setSystemTime('2026-03-01T08:00:00Z')
    FakeSocket.last.say(hello(10, '2026-03-01T08:05:00Z'))
    await frame()
    expect(Math.round(live.clockOffset / 60_000)).toBe(5)
  })
})
