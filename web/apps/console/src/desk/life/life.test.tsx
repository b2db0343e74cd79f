import { conversation, me, session } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { SessionLife } from './SessionLife'

const row = conversation({ session: session({ owner_id: '11', owner_name: 'Linh' }) })
const boss = me({ id: '20', role: 'supervisor' })
afterEach(cleanup)

it('a supervisor reviews what somebody has done, from 1 to 5, with a word', async () => {
  const review = vi.fn(() => Promise.resolve(session({ review: { rating: 4, comment: 'Quick.', by: '20', by_name: 'Hoa', at: '' } })))
  await showInside(<SessionLife row={row} session={session()} />, { me: boss }, { review })
  fireEvent.click(await screen.findByRole('button', { name: 'Review' }))
  fireEvent.click(screen.getByRole('radio', { name: '4' }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' Quick. ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Keep' }))
  await waitFor(() => expect(review).toHaveBeenCalledWith('500', 4, 'Quick.'))
})

it('there is nothing to review before anybody has had it', async () => {
  await showInside(<SessionLife row={row} session={session({ phase: 'waiting', owner_id: null })} />, { me: boss })
  await screen.findByRole('button', { name: 'Why is it here?' })
  expect(screen.queryByRole('button', { name: 'Review' })).toBeNull()
})

it('agents read a review and cannot give one', async () => {
  const review = { rating: 2, comment: 'Too slow.', by: '20', by_name: 'Hoa', at: '' }
  await showInside(<SessionLife row={row} session={session({ review })} />, {})
  await screen.findByText('Too slow.')
  expect(screen.queryByRole('button', { name: 'Change the review' })).toBeNull()
})

it('says who takes part; a colleague joins and then leaves', async () => {
  const join = vi.fn(() => Promise.resolve(session({ owner_id: '11' })))
  const leave = vi.fn(() => Promise.resolve(session({ owner_id: '11' })))
  await showInside(<SessionLife row={row} session={session({ owner_id: '11' })} />, {}, { join })
  fireEvent.click(await screen.findByRole('button', { name: 'Join' }))
  await waitFor(() => expect(join).toHaveBeenCalledWith('500'))
  cleanup()
  const joined = { ...row, participants: [{ id: '10', name: 'Mai' }] }
  await showInside(<SessionLife row={joined} session={session({ owner_id: '11' })} />, {}, { leave })
  await screen.findByText('Also takes part: Mai')
  fireEvent.click(screen.getByRole('button', { name: 'Leave' }))
  await waitFor(() => expect(leave).toHaveBeenCalledWith('500'))
})

it('whispering is switched on and off', async () => {
  const whisper = vi.fn(() => Promise.resolve(session()))
  await showInside(<SessionLife row={{ ...row, whisper: true }} session={session()} />, {}, { whisper })
  fireEvent.click(await screen.findByRole('switch', { name: /Whisper/ }))
  await waitFor(() => expect(whisper).toHaveBeenCalledWith('500', false))
})
