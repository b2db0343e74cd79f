import { describe, expect, it } from 'vitest'
import { CONFIG, ok, refused, setUp, SNAPSHOT, UNREACHABLE } from '../testing/chat'
import { message, settled, type FakeWire } from '../testing/fakes'

describe('a first visit', () => {
  it('asks for nothing until the panel opens, and for no visitor until something is written', async () => {
    const { control, server, open, write } = setUp()
    control.start()
    await settled()
    expect(server.asked).toEqual([])
    await open()
    expect(server.asked).toEqual(['config'])
    await write('hello')
    expect(server.asked).toEqual(['config', 'enter null', 'send hello'])
    expect(server.token()).toBe('new')
  })

  it('makes one visitor of two hasty messages', async () => {
    const { server, control } = setUp()
    control.send('one')
    control.send('two')
    await settled()
    expect(server.asked).toEqual(['enter null', 'send one', 'send two'])
  })
})

describe('a return', () => {
  it('resumes, and counts what was missed', async () => {
    const { control, server, unread } = setUp({ token: 'old' })
    server.enter = () => ok({ ...SNAPSHOT, token: 'old', number: 2, unread: 2, messages: [message(1), message(2)] })
    control.start()
    await settled()
    expect(server.asked).toEqual(['enter old'])
    expect(unread()).toEqual({ kind: 'unread', count: 2, label: 'unread 2' })
  })

  it('sends what the last page could not', async () => {
    const first = setUp()
    first.server.enter = () => UNREACHABLE
    await first.write('one')
    await first.write('two')
    expect(Object.keys(first.stored)).toHaveLength(2)
    const second = setUp(first.stored)
    second.control.start()
    await settled()
    expect(second.server.accepted).toEqual(['one', 'two'])
    expect(Object.keys(second.stored)).toEqual(['token'])
  })

  it('starts anew when the token is no longer good, and loses nothing that was written', async () => {
    const { control, server, stored, write } = setUp({ token: 'old' })
    server.enter = () => (server.token() === 'old' ? refused(401) : ok(SNAPSHOT))
    control.start()
    await settled()
    expect(control.state().alert).toEqual({ kind: 'anew' })
    await write('hello')
    expect(server.accepted).toEqual(['hello'])
    expect(stored.token).toBe('new')
  })

  it('goes on trying while the server is away', async () => {
    const { control, server, clock } = setUp({ token: 'old' })
    server.enter = () => UNREACHABLE
    control.start()
    await settled()
    expect(control.state().link).toBe('lost')
    server.enter = () => ok({ ...SNAPSHOT, token: 'old' })
    clock.advance(30_000)
    await settled()
    expect(control.state().link).toBe('connecting')
  })
})

describe('reading', () => {
  const live = async () => {
    const world = setUp({ token: 'old' })
    world.server.enter = () => ok({ ...SNAPSHOT, token: 'old' })
    world.control.start()
    await settled()
    world.wire().hear({ type: 'hello', number: 0 })
    return world
  }
  const marks = (wire: FakeWire) => wire.sent.filter((text) => /read|delivered/.test(text))

  it('is delivered while the panel is closed, read when it is seen', async () => {
    const { hear, wire, open, unread } = await live()
    hear(1)
    expect(marks(wire())).toEqual(['{"type":"delivered","up_to":1}'])
    expect(unread()).toMatchObject({ count: 1 })
    await open()
    expect(marks(wire()).at(-1)).toBe('{"type":"read","up_to":1}')
    expect(unread()).toMatchObject({ count: 0 })
  })

  it('waits until the page is looked at, and the end is in view', async () => {
    const { hear, wire, open, page, control } = await live()
    await open()
    page.visible = false
    hear(1)
    control.atEnd(false)
    page.visible = true
    control.wake()
    expect(marks(wire())).toEqual(['{"type":"delivered","up_to":1}'])
    control.atEnd(true)
    expect(marks(wire()).at(-1)).toBe('{"type":"read","up_to":1}')
  })

  it('is told again on a new line, where the old one may have lost it', async () => {
    const { hear, wire, open, clock } = await live()
    await open()
    hear(1)
    wire().drop(1006)
    clock.advance(1_000)
    wire().hear({ type: 'hello', number: 1 })
    expect(marks(wire())).toEqual(['{"type":"read","up_to":1}'])
  })

  it('in another tab counts here too', async () => {
    const { hear, control, unread } = await live()
    hear(1)
    control.command({ kind: 'stored', name: 'seen', value: '1' })
    expect(unread()).toMatchObject({ count: 0 })
  })

  it('asks for a snapshot when a number is missing', async () => {
    const { hear, server } = await live()
    server.asked = []
    hear(1)
    hear(3)
    await settled()
    expect(server.asked).toEqual(['enter old'])
  })
})

describe('a site that is not allowed', () => {
  it('is told by the panel and by the console', async () => {
    const { server, open, control, warnings } = setUp()
    server.config = () => ok({ ...CONFIG, origin_ok: false })
    await open()
    expect(control.state().refused).toBe(true)
    expect(warnings).toHaveLength(1)
  })
})

it('history is asked for once at a time, and only where there is some', async () => {
  const { control, server } = setUp({ token: 'old' })
  server.enter = () => ok({ ...SNAPSHOT, token: 'old', number: 40, messages: Array.from({ length: 30 }, (_, index) => message(11 + index)) })
  control.start()
  await settled()
  control.older()
  control.older()
  await settled()
  control.older()
  await settled()
  expect(server.asked.filter((what) => what.startsWith('history'))).toEqual(['history 11'])
  expect(control.state().messages[0]?.number).toBe(1)
})

it('reset forgets the visitor and everything that was kept for him', async () => {
  const { control, write, stored, server } = setUp()
  await write('hello')
  server.send = () => UNREACHABLE
  await write('on its way')
  control.draft('half a sen')
  control.command({ kind: 'reset' })
  await settled()
  expect(stored).toEqual({})
  expect(control.state()).toMatchObject({ messages: [], pending: [] })
})

it('another tab makes the visitor, and this one joins in', async () => {
  const { control, server } = setUp()
  control.command({ kind: 'stored', name: 'token', value: 'theirs' })
  await settled()
  expect(server.asked).toEqual(['enter theirs'])
})

it('a button is written as its label, with what it stands for', async () => {
  const { control, server } = setUp({ token: 'old' })
  control.start()
  await settled()
  control.press('Go on', 'reminder:continue:0')
  await settled()
  expect(server.asked).toContain('send Go on reminder:continue:0')
})
