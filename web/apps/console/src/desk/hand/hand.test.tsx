import type { Api, Conversation, Session } from '@openline/api'
import { channel, conversation, me, session } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { toasts } from '../../app/toasts'
import { useReader } from '../../shell/LiveProvider'
import { showInside } from '../../shell/testing'
import { asked, askHand } from './asked'
import { Hands } from './Hands'
import { handsOf, mayStartFrom } from './hands'
import { useHandKeys } from './useHandKeys'

const SHOP = { '3': channel() }
const agent = { me: me(), channels: SHOP }
const boss = { me: me({ id: '20', role: 'supervisor' }), channels: SHOP }
const theirs = session({ owner_id: '11', owner_name: 'Linh' })

afterEach(() => {
  cleanup()
  asked.set(null)
  toasts.set([])
})

describe('what may be done', () => {
  it('with one of mine: hand it on, keep it, whisper, end it', () => {
    expect(handsOf(conversation(), agent)).toEqual(['finish', 'transfer', 'requeue', 'pin', 'whisper', 'spam', 'stop'])
    expect(handsOf(conversation({ session: session({ pinned: true }), whisper: true }), agent)).toEqual(['finish', 'transfer', 'requeue', 'unpin', 'whisper_end', 'spam', 'stop'])
  })

  it("with a colleague's: take part; who sees everything also takes it over", () => {
    expect(handsOf(conversation({ session: theirs }), agent)).toEqual(['join'])
    expect(handsOf(conversation({ session: theirs, participants: [{ id: '10', name: 'Mai' }] }), agent)).toEqual(['leave', 'whisper'])
    expect(handsOf(conversation({ session: theirs }), boss)).toEqual(['finish', 'intercept', 'transfer', 'requeue', 'join', 'whisper', 'spam', 'stop'])
  })

  it('with what is offered or waits: accept, skip, claim', () => {
    const offer = { agent_id: '10', offered_at: '', expires_at: null }
    const offered = conversation({ session: session({ phase: 'offered', owner_id: null, offer }) })
    expect([handsOf(offered, agent), handsOf(conversation({ session: session({ phase: 'waiting', owner_id: null }) }), agent)]).toEqual([['accept', 'skip'], []])
    expect(handsOf(conversation({ session: session({ phase: 'waiting', owner_id: null }) }), boss)).toEqual(['accept', 'transfer', 'spam', 'stop'])
  })

  it("with a bot's: who sees everything takes it, gives it to somebody or ends it", () => {
    const bots = conversation({ session: session({ phase: 'bot', owner_id: null, bot: { id: '90', name: 'Lotus' } }) })
    expect([handsOf(bots, agent), handsOf(bots, boss)]).toEqual([[], ['accept', 'finish', 'transfer', 'spam', 'stop']])
  })

  it('with a closed one: begin another, where something may go out', () => {
    const closed = conversation({ session: session({ phase: 'closed' }) })
    const off = { me: me(), channels: { '3': channel({ active: false }) } }
    expect([handsOf(closed, agent), handsOf({ ...closed, blocked: true }, agent), handsOf(closed, off)]).toEqual([['start'], [], []])
  })

  it('about a message: begin, if the open one may be ended', () => {
    const closed = conversation({ session: null })
    expect([closed, conversation(), conversation({ session: theirs })].map((row) => mayStartFrom(row, agent))).toEqual([true, true, false])
    expect(mayStartFrom(conversation({ session: theirs }), boss)).toBe(true)
  })
})

function WithKeys({ row }: { row: Conversation }) {
  useHandKeys(handsOf(row, useReader()))
  return <Hands row={row} />
}

async function show(row = conversation(), { confirm_close = false, ...calls }: Partial<Api> & { confirm_close?: boolean } = {}) {
  await showInside(<WithKeys row={row} />, { channels: [channel({ confirm_close })], conversations: { new: [], mine: [row] } }, calls)
  await screen.findByRole('button', { name: 'More actions' })
}
const answer = (change: Partial<Session> = {}) => vi.fn(() => Promise.resolve(session(change)))

describe('carried out', () => {
  it('from the menu', async () => {
    const whisper = answer()
    await show(conversation(), { whisper })
    fireEvent.click(screen.getByRole('button', { name: 'More actions' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Whisper' }))
    await waitFor(() => expect(toasts.get()[0]?.text).toBe('What the team writes is a note now'))
    expect(whisper).toHaveBeenCalledWith('500', true)
  })

  it('by key: joining and leaving stand on the same', async () => {
    const join = answer({ owner_id: '11' })
    await show(conversation({ session: theirs }), { join })
    fireEvent.keyDown(window, { code: 'KeyO', altKey: true })
    await waitFor(() => expect(join).toHaveBeenCalledWith('500'))
    cleanup()
    const leave = answer({ owner_id: '11' })
    await show(conversation({ session: theirs, participants: [{ id: '10', name: 'Mai' }] }), { leave })
    expect(screen.getByRole('img', { name: 'Also takes part: Mai' })).toBeDefined()
    fireEvent.keyDown(window, { code: 'KeyO', altKey: true })
    await waitFor(() => expect(leave).toHaveBeenCalledWith('500'))
  })

  it('only after asking, where the customer feels it at once', async () => {
    const act = answer({ phase: 'closed' })
    await show(conversation(), { act })
    fireEvent.keyDown(window, { code: 'KeyM', altKey: true })
    const sure = await screen.findByRole('button', { name: 'Mark as spam' })
    expect(act).not.toHaveBeenCalled()
    fireEvent.click(sure)
    await waitFor(() => expect(act).toHaveBeenCalledWith('500', 'spam'))
  })

  it('finishing: at once, or asked before where the channel wants it', async () => {
    const act = answer({ phase: 'closed' })
    await show(conversation(), { act })
    askHand('finish')
    await waitFor(() => expect(act).toHaveBeenCalledWith('500', 'finish'))
    cleanup()
    const later = answer({ phase: 'closed' })
    await show(conversation(), { act: later, confirm_close: true })
    askHand('finish')
    fireEvent.click(await screen.findByRole('button', { name: 'Finish' }))
    await waitFor(() => expect(later).toHaveBeenCalledTimes(1))
  })

  it('beginning one about a message closes the open one, which is said first', async () => {
    const startFrom = answer({ id: '501' })
    await show(conversation(), { startFrom })
    askHand('start', '77')
    fireEvent.click(await screen.findByRole('button', { name: 'Start a session' }))
    await waitFor(() => expect(startFrom).toHaveBeenCalledWith('77'))
  })

  it('nothing, when it stands otherwise by now', async () => {
    const act = answer()
    await show(conversation({ session: theirs }), { act })
    askHand('pin')
    await waitFor(() => expect(asked.get()).toBeNull())
    expect(act).not.toHaveBeenCalled()
  })
})

it('a closed conversation is begun anew at once', async () => {
  const start = answer({ id: '501', number: 6 })
  const closed = conversation({ session: session({ phase: 'closed' }) })
  await showInside(<Hands row={closed} />, { channels: [channel()], conversations: { new: [], mine: [closed] } }, { start })
  askHand('start')
  await waitFor(() => expect(start).toHaveBeenCalledWith('100'))
})
