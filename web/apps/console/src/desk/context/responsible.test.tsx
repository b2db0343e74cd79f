import type { Contact } from '@openline/api'
import { person } from '@openline/stream/testing'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { showInside } from '../../shell/testing'
import { ResponsibleField } from './ResponsibleField'

const contact: Contact = {
  id: '70', number: 70, name: 'Bình', email: null, phone: null, locale: null, time_zone: null, identities: [], avatar_url: null,
  created_at: 'a', responsible: null, fields: [],
}
const people = [person({ id: '10', name: 'Mai' }), person({ id: '11', name: 'Linh' }), person({ id: '12', name: 'Nam', active: false })]
afterEach(cleanup)

it('a customer is given to one of those who work here', async () => {
  const assignContact = vi.fn(() => Promise.resolve({ ...contact, responsible: { id: '11', name: 'Linh' } }))
  await showInside(<ResponsibleField contact={contact} />, { people }, { assignContact })
  fireEvent.click(await screen.findByRole('button', { name: /Say whose customer/ }))
  expect(screen.queryByRole('option', { name: 'Nam' })).toBeNull()
  fireEvent.click(await screen.findByRole('option', { name: 'Linh' }))
  await waitFor(() => expect(assignContact).toHaveBeenCalledWith('70', '11'))
})

it('and taken from him again', async () => {
  const assignContact = vi.fn(() => Promise.resolve(contact))
  await showInside(<ResponsibleField contact={{ ...contact, responsible: { id: '10', name: 'Mai' } }} />, { people }, { assignContact })
  fireEvent.click(await screen.findByRole('button', { name: /Customer of Mai/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Nobody in particular' }))
  await waitFor(() => expect(assignContact).toHaveBeenCalledWith('70', null))
})
