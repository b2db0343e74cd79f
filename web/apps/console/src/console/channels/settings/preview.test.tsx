import { ApiError, type ChannelPreview } from '@openline/api'
import { channel } from '@openline/stream/testing'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { MoreTexts } from '../../../i18n/MoreTexts'
import { showInside } from '../../../shell/testing'
import Preview from './Preview'
import type { Changes } from './useDraft'

const SHOWN: ChannelPreview = {
  language: 'en', title: null, live_typing: false, agent: 'Mai', position: null, form: null,
  scenes: [{ scene: 'opening', phase: 'waiting', closing: false, widget: [], rating: null, messenger: [{ author: 'system', text: 'Hello from the shop' }] }],
}

const PARTS = ['settings'] as const

function Page() {
  const [changes, setChanges] = useState<Changes>({})
  return (
    <MoreTexts parts={PARTS}>
      <button type="button" onClick={() => setChanges({ 'queue.idle_time': 5 })}>five seconds</button>
      <Preview channel={channel()} version={1} changes={changes} />
    </MoreTexts>
  )
}

afterEach(cleanup)

it('shows the state before what cannot be saved, and says so', async () => {
  const refusal = new ApiError('invalid_field', 422, 'no', { field: 'queue.idle_time' })
  await showInside(<Page />, {}, {
    previewChannel: (_: string, changes: object) => (Object.keys(changes).length === 0 ? Promise.resolve(SHOWN) : Promise.reject(refusal)),
    connections: () => Promise.resolve({ items: [], next: null }),
  })
  fireEvent.click(await screen.findByRole('radio', { name: 'Messengers' }))
  await screen.findByText('Hello from the shop')
  fireEvent.click(screen.getByRole('button', { name: 'five seconds' }))
  await screen.findByText(/There is something that cannot be saved/)
  expect(screen.getByText('Hello from the shop')).toBeTruthy()
  expect(screen.queryByText('This could not be loaded')).toBeNull()
})
