import type { Bot } from '@openline/api'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import BotEditor from '../channels/editors/BotEditor'
import { MoreTexts } from '../../i18n/MoreTexts'
import { BotsPage } from './BotsPage'

const bot = (change: Partial<Bot> = {}): Bot =>
  ({ id: '7', name: 'Hoa', in_channels: true, why: 'ready', made_at: '2026-11-01T08:00:00Z', seen_at: '2026-11-01T09:00:00Z', token: null, ...change })
const SLOWLY = { timeout: 5_000 }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('makes a bot and shows its token once', async () => {
  const addBot = vi.fn().mockResolvedValue(bot({ token: 'olb_secret', seen_at: null, why: 'never_seen' }))
  await showInside(<BotsPage />, {}, { bots: () => Promise.resolve({ items: [] }), addBot })
  expect(await screen.findByText('No bots yet', undefined, SLOWLY)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Create a bot' }))
  fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }, SLOWLY), { target: { value: ' Hoa ' } })
  fireEvent.click(screen.getAllByRole('button', { name: 'Create a bot' }).at(-1)!)
  expect(await screen.findByText('olb_secret', undefined, SLOWLY)).toBeTruthy()
  expect(addBot.mock.lastCall?.[0]).toEqual({ name: 'Hoa' })
})

it('says whether a bot works in channels and why not, and lets it in or out', async () => {
  const changeBot = vi.fn().mockResolvedValue(bot())
  const items = [bot(), bot({ id: '8', name: 'Lan', in_channels: false, why: 'not_allowed' })]
  await showInside(<BotsPage />, {}, { bots: () => Promise.resolve({ items }), changeBot })
  expect(await screen.findByText('not allowed', undefined, SLOWLY)).toBeTruthy()
  fireEvent.click(screen.getByRole('switch', { name: 'Let Lan answer in channels' }))
  await waitFor(() => expect(changeBot).toHaveBeenCalledWith('8', { in_channels: true }))
})

it('names the channels in which a bot answers first before it is removed', async () => {
  const removeBot = vi.fn().mockResolvedValue(null)
  const botImpact = vi.fn().mockResolvedValue({ channels: [{ id: '1', name: 'Sales' }, { id: '2', name: 'Support' }] })
  await showInside(<BotsPage />, {}, { bots: () => Promise.resolve({ items: [bot()] }), botImpact, removeBot })
  fireEvent.click(await screen.findByRole('button', { name: 'Actions for Hoa' }, SLOWLY))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }, SLOWLY))
  expect(await screen.findByText(/first in 2 channels: Sales, Support\./, undefined, SLOWLY)).toBeTruthy()
  expect(removeBot).not.toHaveBeenCalled()
  fireEvent.click(screen.getAllByRole('button', { name: 'Remove' }).at(-1)!)
  await waitFor(() => expect(removeBot).toHaveBeenCalledWith('7'))
})

it('offers a channel bots by their names, and none that is kept out', async () => {
  const items = [bot(), bot({ id: '8', name: 'Lan', in_channels: false, why: 'not_allowed' })]
  const onChange = vi.fn()
  const setting = { key: 'bot.id' } as Parameters<typeof BotEditor>[0]['item']
  await showInside(
    <MoreTexts parts={['editors']}><BotEditor item={setting} value="" onChange={onChange} ids={{ 'aria-label': 'Which bot', 'aria-describedby': 'x' }} /></MoreTexts>,
    {}, { bots: () => Promise.resolve({ items }) },
  )
  const field = await screen.findByRole('combobox', { name: 'Which bot' }, SLOWLY).catch(() => screen.getByRole('textbox', { name: 'Which bot' }))
  await waitFor(() => expect(field.hasAttribute('disabled')).toBe(false), SLOWLY)
  fireEvent.click(field)
  expect((await screen.findByRole('option', { name: 'Lan (not allowed in channels)' }, SLOWLY)).hasAttribute('data-combobox-disabled')).toBe(true)
  fireEvent.click(screen.getByRole('option', { name: 'Hoa' }))
  expect(onChange).toHaveBeenCalledWith('7')
})
