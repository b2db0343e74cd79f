import type { FilledCanned, OfferedCanned } from '@openline/api'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useRef, useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import CannedPicker from './CannedPicker'

const HUE: OfferedCanned = { id: '7', name: 'Hue', text: 'We ship to Hue.', files: ['prices.txt'], personal: false, folder: null, empty: ['CUSTOMER_NAME'], unknown: [] }
const FILLED: FilledCanned = { text: 'We ship to Hue.', files: [], empty: [], unknown: [] }

function Writing({ onSend }: { onSend: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [value, setValue] = useState('')
  return (
    <>
      {value.includes('/') && <CannedPicker conversationId="1" field={field} value={value} onText={setValue} onFiles={() => undefined} />}
      <textarea ref={field} value={value} onChange={(event) => setValue(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && onSend()} />
    </>
  )
}

async function write(words: string, found: readonly OfferedCanned[]) {
  const onSend = vi.fn()
  const { api } = await showInside(<Writing onSend={onSend} />, {})
  vi.spyOn(api.http, 'call').mockImplementation((_, route) => Promise.resolve(route.endsWith('/use') ? FILLED : { items: found, next: null }))
  const field = screen.getByRole<HTMLTextAreaElement>('textbox')
  fireEvent.change(field, { target: { value: words } })
  field.setSelectionRange(words.length, words.length)
  act(() => {
    document.dispatchEvent(new Event('selectionchange'))
  })
  return { field, onSend }
}
afterEach(cleanup)

it('shows what is found, filled, with a warning of what came out empty, and takes it with Enter', async () => {
  const { field, onSend } = await write('Hello /hue', [HUE])
  const option = await screen.findByRole('option', { name: /Hue.*We ship to Hue.*prices.txt.*the customer’s name/ })
  await waitFor(() => expect(field.getAttribute('aria-activedescendant')).toBe(option.id))
  await waitFor(() => expect(screen.queryByText('1 response. Enter or Tab takes it, Esc closes.')).toBeTruthy())
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(field.value).toBe('Hello We ship to Hue.'))
  expect(onSend).not.toHaveBeenCalled()
})

it('keeps an Enter that comes before the answer, and never sends the search', async () => {
  const { field, onSend } = await write('/hue', [HUE])
  fireEvent.keyDown(field, { key: 'Enter' })
  await screen.findByRole('option')
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(field.value).toBe('We ship to Hue.'))
  expect(onSend).not.toHaveBeenCalled()
})

it('sends what begins with a slash and is not found only after Escape', async () => {
  const { field, onSend } = await write('/zzz', [])
  await screen.findByText(/No canned response with “zzz”/)
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByText(/No canned response/)).toBeNull())
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).toHaveBeenCalledOnce()
})

it('gives way to several words that nobody has said before', async () => {
  const { field, onSend } = await write('open 24 /7 all year', [])
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Canned responses' })).toBeNull())
  await waitFor(() => {
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(onSend).toHaveBeenCalled()
  })
})

it('leaves the text alone and closes with Escape', async () => {
  const { field } = await write('/hue', [HUE])
  await screen.findByRole('option')
  fireEvent.keyDown(field, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull())
  expect(field.value).toBe('/hue')
})
