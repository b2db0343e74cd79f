import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PING_MS, REPLY_MS, StreamSocket, type LinkStatus } from './socket'
import { FakeSocket } from './testing/fakeSocket'

const last = () => FakeSocket.last

function start() {
  const statuses: LinkStatus[] = []
  const onResync = vi.fn()
  let seq = 7
  const socket = new StreamSocket({
    url: () => `ws://desk/stream?since=${seq}`,
    onFrame: () => (seq += 1),
    onStatus: (status) => statuses.push(status),
    onResync,
  })
  socket.start()
  last().onopen?.()
  last().say({ type: 'hello', seq: 7, person_id: '1', node_time: '' })
  return { socket, onResync, kind: () => statuses.at(-1)?.kind, status: () => statuses.at(-1) }
}

beforeEach(() => {
  FakeSocket.made = []
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the line', () => {
  it('is up when the server has spoken', () => {
    expect(start().kind()).toBe('online')
  })

  it('is pinged, and given up when nothing answers', () => {
    const { kind } = start()
    vi.advanceTimersByTime(PING_MS)
    expect(last().sent.at(-1)).toEqual({ type: 'ping' })
    last().say({ type: 'pong' })
    vi.advanceTimersByTime(REPLY_MS + 1)
    expect(kind()).toBe('online')
    vi.advanceTimersByTime(PING_MS)
    expect(kind()).toBe('waiting')
  })

  it('comes back by itself and asks for what it missed', () => {
    const { kind } = start()
    last().say({ type: 'message.added', seq: 8, prev: 7, data: {} })
    last().onclose?.({ code: 1006 })
    expect(kind()).toBe('waiting')
    vi.advanceTimersByTime(1_100)
    expect(FakeSocket.made).toHaveLength(2)
    expect(last().url).toContain('since=9')
  })

  it('finds out at once after sleep', () => {
    const { socket, kind } = start()
    socket.wake()
    vi.advanceTimersByTime(3_100)
    expect(kind()).toBe('waiting')
    socket.wake()
    expect(FakeSocket.made).toHaveLength(2)
  })

  it('says that the person is active at most every half minute', () => {
    const { socket } = start()
    socket.active(100_000)
    socket.active(110_000)
    socket.active(131_000)
    expect(last().sent.filter((frame) => frame.type === 'active')).toHaveLength(2)
  })
})

describe('a close code', () => {
  it.each([[4401, 'signed_out'], [4403, 'forbidden']] as const)('%i stops for good', (code, cause) => {
    const { status } = start()
    last().onclose?.({ code })
    vi.advanceTimersByTime(600_000)
    expect(status()).toEqual({ kind: 'stopped', cause })
    expect(FakeSocket.made).toHaveLength(1)
  })

  it('4413 and snapshot_needed ask for a new snapshot', () => {
    const slow = start()
    last().onclose?.({ code: 4413 })
    expect(slow.onResync).toHaveBeenCalledOnce()
    const old = start()
    last().say({ type: 'snapshot_needed' })
    expect(old.onResync).toHaveBeenCalledOnce()
  })

  it('1012 comes back within the spread, 4429 much later', () => {
    start()
    last().onclose?.({ code: 1012 })
    vi.advanceTimersByTime(3_000)
    expect(FakeSocket.made).toHaveLength(2)
    last().onclose?.({ code: 4429 })
    vi.advanceTimersByTime(30_000)
    expect(FakeSocket.made).toHaveLength(2)
    vi.advanceTimersByTime(31_000)
    expect(FakeSocket.made).toHaveLength(3)
  })
})
