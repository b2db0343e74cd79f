import type { Connection } from '@openline/api'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ReachStep } from './ReachStep'
import { channel, connection, pigeon } from './samples'
import { SettingsStep } from './SettingsStep'
import { show, type Answer } from './testing'
import { WaitStep } from './WaitStep'

const problem = (code: string, data: object = {}): Answer => ({ status: 409, body: { code, detail: code, ...data } })
const enter = (token: string) => {
  fireEvent.change(screen.getByLabelText('Token'), { target: { value: token } })
  fireEvent.click(screen.getByRole('button', { name: 'Check and continue' }))
}

function settings(onDone: (made: Connection) => void = vi.fn()) {
  return <SettingsStep channel={channel} connector={pigeon} connection={null} mend={null} reach={{ mode: 'poll' }} onDone={onDone} onClose={vi.fn()} />
}

afterEach(cleanup)

it('asks for what is missing before it asks anybody', async () => {
  const sent = show(settings())
  fireEvent.click(await screen.findByRole('button', { name: 'Check and continue' }))
  expect(await screen.findByText('This is needed.')).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByLabelText('Token'))
  expect(sent).toEqual([])
})

it("says what the platform says, at the setting it means, in the connector's own words", async () => {
  show(settings(), problem('setting_refused', { field: 'config.token', reason: 'unauthorized' }))
  enter('wrong')
  expect(await screen.findByText('No pigeon knows this token.')).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByLabelText('Token'))
})

it('tells apart a platform that does not answer', async () => {
  show(settings(), problem('platform_unreachable', { reason: 'timed_out' }))
  enter('good')
  expect((await screen.findByRole('alert')).textContent).toContain('did not answer in time')
})

it('offers a channel of its own where there is one already, and asks for it as another request', async () => {
  const onDone = vi.fn()
  const made = connection({ channel_id: '9' })
  const sent = show(settings(onDone), problem('connection_exists'), { status: 201, body: made })
  enter('good')
  fireEvent.click(await screen.findByRole('button', { name: 'Create a channel for it' }))
  await waitFor(() => expect(onDone).toHaveBeenCalledWith(made))
  expect(sent.map(({ body }) => body)).toMatchObject([{ new_channel: false, config: { mode: 'poll', token: 'good' } }, { new_channel: true }])
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})

it('sends the same request under the same key', async () => {
  const sent = show(settings(), problem('platform_unreachable', { reason: 'cut' }))
  enter('good')
  await screen.findByRole('alert')
  fireEvent.click(screen.getByRole('button', { name: 'Check and continue' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[0]?.key).toBe(sent[1]?.key)
})

it('keeps a secret that is not entered again', async () => {
  const onDone = vi.fn()
  const sent = show(
    <SettingsStep channel={channel} connector={pigeon} connection={connection()} mend="" reach={{}} onDone={onDone} onClose={vi.fn()} />,
    { body: connection({ version: 2 }) },
  )
  fireEvent.change(screen.getByLabelText('tries'), { target: { value: '7' } })
  fireEvent.click(screen.getByRole('button', { name: 'Check and save' }))
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(sent).toMatchObject([{ method: 'PATCH', path: '/api/v1/connections/4', body: { config: { tries: 7 } } }])
})

it('says what to do where the address is not https, and stays while something is missing', async () => {
  const onDone = vi.fn()
  const left = { ...connection().installed, done: [], missing: ['https'], paste: [] }
  show(
    <ReachStep connector={pigeon} connection={connection()} publicUrl="http://x" https={false} onDone={onDone} />,
    { body: connection({ installed: left as Connection['installed'], version: 2 }) },
  )
  expect(screen.queryByText('The public address of this server is not https')).toBeNull()
  fireEvent.click(screen.getByLabelText(/webhook/))
  expect(screen.getByText('The public address of this server is not https')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Set up' }))
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Set up' }).dataset.loading).toBeUndefined())
  expect(onDone).not.toHaveBeenCalled()
})

it('tells whoever waits of calls that were refused', async () => {
  const refused = { reason: 'no_signature', at: '2026-03-01T08:00:00.000Z', count: 2 }
  show(
    <WaitStep connector={pigeon} connection={connection()} onDone={vi.fn()} onBack={vi.fn()} />,
    { body: { state: 'ok', detail: '', field: null, account: null, refused } },
  )
  expect((await screen.findByRole('alert')).textContent).toContain('2 calls came to our address')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Continue' }).disabled).toBe(true)
})
