import { describe, expect, it } from 'vitest'
import { fakeClock, fakeWire, held, settled, type FakeWire, type Held } from '../testing/fakes'
import type { Answer } from './api'
import { createStream } from './stream'

type Poll = Answer<readonly unknown[]>
const HELLO = { type: 'hello', number: 0 }
const MINUTES = 60_000

function setUp() {
  const clock = fakeClock()
  const wires: FakeWire[] = []
  const polls: Held<Poll>[] = []
  const heard: unknown[] = []
  const links: string[] = []
  const refusals: string[] = []
  let forbidden = false
  const stream = createStream({
    clock,
    open() {
      if (forbidden) throw new Error('policy')
      wires.push(fakeWire())
      return wires.at(-1)!
    },
    poll() {
      polls.push(held<Poll>())
      return polls.at(-1)!.promise
    },
    frame: (data) => heard.push(data),
    linked: (link) => {
      if (links.at(-1) !== link) links.push(link)
    },
    refused: (why) => refusals.push(why),
  })
  const wire = () => wires.at(-1)!
  const live = () => {
    stream.start()
    wire().hear(HELLO)
  }
  const failTwice = () => {
    stream.start()
    wire().drop(1006)
    clock.advance(30_000)
    wire().drop(1006)
    clock.advance(30_000)
  }
  const answer = async (value: Poll) => {
    polls.at(-1)?.answer(value)
    await settled()
  }
  return { clock, stream, wires, polls, heard, links, refusals, wire, live, failTwice, answer, forbid: () => (forbidden = true) }
}

describe('a socket', () => {
  it('is live with the first frame, and hands frames on', () => {
    const { live, heard, links } = setUp()
    live()
    expect(heard).toEqual([HELLO])
    expect(links).toEqual(['connecting', 'live'])
  })

  it('comes back after a restart of the server, not before its time', () => {
    const { live, wire, wires, clock, links } = setUp()
    live()
    wire().drop(1012)
    expect(wires).toHaveLength(1)
    clock.advance(1_000)
    expect(wires).toHaveLength(2)
    expect(links).toEqual(['connecting', 'live', 'lost'])
  })

  it('is asked when it is quiet, and given up when it does not answer', () => {
    const { live, wire, wires, clock } = setUp()
    live()
    clock.advance(25_000)
    expect(wire().sent).toEqual(['{"type":"ping"}'])
    wire().hear({ type: 'pong' })
    clock.advance(25_000)
    clock.advance(10_000)
    expect(wires[0]?.closed).toBe(true)
    clock.advance(1_000)
    expect(wires).toHaveLength(2)
  })

  it('is asked at once when the machine wakes up', () => {
    const { live, wire, stream } = setUp()
    live()
    stream.wake()
    expect(wire().sent).toEqual(['{"type":"ping"}'])
  })

  it('that never opens is given up', () => {
    const { stream, wires, clock } = setUp()
    stream.start()
    clock.advance(10_000)
    expect(wires[0]?.closed).toBe(true)
  })

  it('comes back at once when the network does', () => {
    const { live, wire, wires, stream } = setUp()
    live()
    wire().drop(1006)
    stream.wake()
    expect(wires).toHaveLength(2)
  })

  it('tells why it may not go on', () => {
    const first = setUp()
    first.live()
    first.wire().drop(4401)
    expect(first.refusals).toEqual(['token'])
    const second = setUp()
    second.live()
    second.wire().drop(4403)
    expect(second.refusals).toEqual(['origin'])
    second.clock.advance(10 * MINUTES)
    expect(second.wires).toHaveLength(1)
  })

  it('leaves a crowded server alone for a while', () => {
    const { live, wire, wires, clock } = setUp()
    live()
    wire().drop(4429)
    clock.advance(29_999)
    expect(wires).toHaveLength(1)
    clock.advance(1)
    expect(wires).toHaveLength(2)
  })

  it('sends only when it is live', () => {
    const { stream, wire } = setUp()
    stream.start()
    expect(stream.send({ type: 'active' })).toBe(false)
    wire().hear(HELLO)
    expect(stream.send({ type: 'active' })).toBe(true)
    expect(wire().sent).toEqual(['{"type":"active"}'])
  })

  it('is silent once stopped', () => {
    const { live, stream, wire, wires, clock, heard } = setUp()
    live()
    stream.stop()
    wire().hear({ type: 'typing', on: true })
    clock.advance(10 * MINUTES)
    expect(heard).toEqual([HELLO])
    expect(wires).toHaveLength(1)
    expect(clock.pending()).toBe(0)
  })
})

describe('where sockets do not work', () => {
  it('asks by HTTP instead, again and again', async () => {
    const { failTwice, polls, wires, wire, heard, answer, clock, links } = setUp()
    failTwice()
    expect(polls).toHaveLength(1)
    await answer({ kind: 'ok', value: [{ number: 1 }] })
    expect(heard).toEqual([{ number: 1 }])
    expect(links.at(-1)).toBe('live')
    clock.advance(500)
    wire().drop(1006)
    clock.advance(30_000)
    expect(polls).toHaveLength(2)
    await answer({ kind: 'ok', value: [] })
    clock.advance(500)
    expect(polls).toHaveLength(3)
    expect(wires).toHaveLength(3)
  })

  it('returns to a socket if only the line was down', async () => {
    const { failTwice, answer, clock, wires, wire, polls } = setUp()
    failTwice()
    await answer({ kind: 'unreachable' })
    clock.advance(30_000)
    await answer({ kind: 'ok', value: [] })
    clock.advance(500)
    expect(wires).toHaveLength(3)
    wire().hear(HELLO)
    clock.advance(10_000)
    expect(polls).toHaveLength(2)
  })

  it('does so too when the policy of the page forbids them', () => {
    const { forbid, stream, clock, polls } = setUp()
    forbid()
    stream.start()
    clock.advance(MINUTES)
    expect(polls).toHaveLength(1)
  })

  it('waits after a failure, and says that the line is lost', async () => {
    const { failTwice, polls, answer, clock, links } = setUp()
    failTwice()
    await answer({ kind: 'unreachable' })
    expect(links.at(-1)).toBe('lost')
    expect(polls).toHaveLength(1)
    clock.advance(30_000)
    expect(polls).toHaveLength(2)
  })

  it('hears that the token is gone', async () => {
    const { failTwice, answer, refusals } = setUp()
    failTwice()
    await answer({ kind: 'refused', status: 401, code: '', retryAfterS: null })
    expect(refusals).toEqual(['token'])
  })

  it('tries a socket again now and then', async () => {
    const { failTwice, answer, clock, wires } = setUp()
    failTwice()
    clock.advance(5 * MINUTES)
    await answer({ kind: 'ok', value: [] })
    clock.advance(500)
    expect(wires).toHaveLength(3)
  })

  it('drops the answer to a question that was called off', async () => {
    const { failTwice, answer, stream, heard } = setUp()
    failTwice()
    stream.stop()
    await answer({ kind: 'ok', value: [{ number: 1 }] })
    expect(heard).toEqual([])
  })
})
