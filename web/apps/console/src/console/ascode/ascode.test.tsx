import type { AppliedSettings, PlannedChannel } from '@openline/api'
import { ApiError } from '@openline/api'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { MoreTexts } from '../../i18n/MoreTexts'
import { showInside } from '../../shell/testing'
import { ApplyCard } from './ApplyCard'
import { written } from './Changes'
import { ExportCard } from './ExportCard'
import { PastCard } from './PastCard'
import { bytesIn, MOST_BYTES } from './useAsCode'

const SALES: PlannedChannel = {
  action: 'change', channel_id: '7', name: 'Sales',
  parts: [{ part: 'settings.queue.idle_time', old: null, new: 120, danger: true }],
}
const DONE: AppliedSettings = { id: '9', at: '2026-11-22T10:00:00.000Z', person: { id: '1', name: 'Lan' }, channels: [SALES], undone_by: null }
const PARTS = ['ascode'] as const

type Answer = (body: { document?: string; fingerprint?: string }) => unknown

/** What the page asks of the server, by method and address. */
function http(answers: Record<string, Answer>) {
  const asked: [string, unknown][] = []
  const call = vi.fn((method: string, route: string, { body }: { body?: object } = {}) => {
    const name = `${method} ${route}`
    asked.push([name, body])
    return Promise.resolve().then(() => answers[name]?.(body ?? {}))
  })
  return { asked, http: { call } }
}

function Applying() {
  const [document, setDocument] = useState('')
  return <ApplyCard document={document} onEdit={setDocument} />
}

async function show(what: React.JSX.Element, answers: Record<string, Answer>) {
  const server = http(answers)
  await showInside(<MoreTexts parts={PARTS}>{what}</MoreTexts>, {}, { http: server.http } as never)
  return server
}
const write = async (value: string) => fireEvent.change(await screen.findByLabelText('Document (YAML)'), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getAllByRole('button', { name }).at(-1) as HTMLElement)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('applies what was compared, with the mark of that comparison', async () => {
  const server = await show(<Applying />, {
    'POST /settings/plan': () => ({ channels: [SALES], fingerprint: 'f1' }), 'POST /settings/applies': () => DONE,
  })
  await write('openline: 1')
  press('Compare')
  expect(await screen.findByText('queue.idle_time')).toBeTruthy()
  expect(screen.getByText('felt at once')).toBeTruthy()
  expect(screen.getByText('by default')).toBeTruthy()
  press('Apply')
  await screen.findByText(/1 channel becomes different in 1 part/)
  press('Apply')
  await waitFor(() => expect(server.asked.at(-1)).toEqual(['POST /settings/applies', { document: 'openline: 1', fingerprint: 'f1' }]))
})

it('forgets the comparison when the document is edited', async () => {
  await show(<Applying />, { 'POST /settings/plan': () => ({ channels: [SALES], fingerprint: 'f1' }) })
  await write('openline: 1')
  press('Compare')
  await screen.findByText('queue.idle_time')
  await write('openline: 1\n')
  expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull()
})

it('shows every reason with its place, and that nothing was changed', async () => {
  const fields = { 'channels[0].settings.queue.idle_time': 'line 4: at least 60' }
  await show(<Applying />, { 'POST /settings/plan': () => Promise.reject(new ApiError('invalid_field', 400, 'No.', { fields })) })
  await write('openline: 1')
  press('Compare')
  await screen.findByText('It cannot be done, and nothing was changed')
  expect(screen.getByText(/line 4: at least 60/)).toBeTruthy()
})

it('says so when there is nothing to do', async () => {
  await show(<Applying />, { 'POST /settings/plan': () => ({ channels: [], fingerprint: 'f0' }) })
  await write('openline: 1')
  press('Compare')
  expect(await screen.findByText('Nothing to do')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull()
})

it('lets a document be copied by hand where there is no clipboard', async () => {
  vi.stubGlobal('navigator', { language: 'en' })
  await show(<ExportCard channel={undefined} onEdit={() => undefined} />, { 'GET /settings/export': () => ({ document: 'openline: 1' }) })
  fireEvent.click(await screen.findByRole('button', { name: 'Show' }))
  const shown = await screen.findByLabelText<HTMLTextAreaElement>('Document (YAML)')
  press('Copy')
  await waitFor(() => expect(shown.selectionEnd).toBe('openline: 1'.length))
  expect(shown.selectionStart).toBe(0)
})

it('counts bytes, not letters', async () => {
  const server = await show(<Applying />, {})
  await write('ệ'.repeat(MOST_BYTES / 3 + 1))
  expect(bytesIn('ệ')).toBe(3)
  expect(await screen.findByText('A document has at most 256,000 bytes.')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Compare' }).disabled).toBe(true)
  expect(server.asked).toEqual([])
})

it('offers the way back once, and says what stands in it', async () => {
  const since = { 'Sales: queue.idle_time': '90' }
  await show(<PastCard />, {
    'GET /settings/applies': () => ({ items: [DONE, { ...DONE, id: '8', undone_by: '9' }], next: null }),
    'POST /settings/applies/9/roll-back': () => Promise.reject(new ApiError('settings_changed_since', 409, 'No.', { fields: since })),
  })
  await screen.findByText('rolled back')
  expect(screen.getAllByRole('button', { name: 'Roll back' })).toHaveLength(1)
  press('Roll back')
  await screen.findByText(/becomes as it was before/)
  press('Roll back')
  expect(await screen.findByText('Sales: queue.idle_time')).toBeTruthy()
})

it('writes lists a line each and structures as JSON', () => {
  expect(written(['Lan', { a: 1 }])).toBe('Lan\n{"a":1}')
  expect(written({ a: 1 })).toBe('{\n "a": 1\n}')
  expect(written('')).toBe('“”')
})
