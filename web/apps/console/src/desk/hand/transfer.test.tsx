import { MantineProvider } from '@mantine/core'
import { createApi, type Queue } from '@openline/api'
import { conversation, me, session } from '@openline/stream/testing'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { CoreContext, createQueries } from '../../app/core'
import { LocaleProvider } from '../../i18n/LocaleProvider'
import en from '../../i18n/locales/en.json'
import { LiveProvider } from '../../shell/LiveProvider'
import { TransferModal } from './TransferModal'

const member = (id: string, name: string) => ({ id, name, presence: 'online' as const, online: true, reason: null, load: 2, capacity: 5 })
const people: Queue = { configured: [], effective: [member('10', 'Mai'), member('11', 'Linh')], version: 1 }

async function show() {
  const transfer = vi.fn(() => Promise.resolve(session({ owner_id: '11' })))
  const onClose = vi.fn()
  const api = { ...createApi(), transfer, queue: () => Promise.resolve(people), snapshot: () => new Promise<never>(() => undefined) }
  const queries = createQueries()
  render(
    <LocaleProvider start={{ locale: 'en', messages: en }}>
      <MantineProvider env="test">
        <CoreContext value={{ api, queries }}>
          <QueryClientProvider client={queries}>
            <LiveProvider me={me()}>
              <TransferModal row={conversation()} onClose={onClose} />
            </LiveProvider>
          </QueryClientProvider>
        </CoreContext>
      </MantineProvider>
    </LocaleProvider>,
  )
  await screen.findByRole('radio', { name: 'Linh' })
  return { transfer, onClose }
}

const go = () => fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
afterEach(cleanup)

it('hands to a colleague of the queue, not to the owner, with a comment', async () => {
  const { transfer, onClose } = await show()
  expect(screen.queryByRole('radio', { name: 'Mai' })).toBeNull()
  expect(screen.getByText('Online · 2 of 5')).toBeDefined()
  go() // nobody is chosen yet
  fireEvent.click(screen.getByRole('radio', { name: 'Linh' }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' Ask for the size. ' } })
  go()
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(transfer.mock.calls).toEqual([['500', '11', 'Ask for the size.']])
})

it('gives it back to the queue', async () => {
  const { transfer } = await show()
  fireEvent.click(screen.getByRole('radio', { name: 'Back to the queue' }))
  go()
  expect(transfer).toHaveBeenCalledWith('500', null, '')
})
