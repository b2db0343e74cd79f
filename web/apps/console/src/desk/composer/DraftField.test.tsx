import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createRef } from 'react'
import { IntlProvider } from 'react-intl'
import { afterEach, expect, it, vi } from 'vitest'
import { prefer } from '../../app/preferences'
import messages from '../../i18n/locales/en.json'
import { DraftField } from './DraftField'

function show(note = false) {
  const onSend = vi.fn()
  const onFiles = vi.fn()
  render(
    <IntlProvider locale="en" messages={messages}>
      <DraftField ref={createRef()} value="xin chào" note={note} onChange={vi.fn()} onSend={onSend} onFiles={onFiles} />
    </IntlProvider>,
  )
  return { field: screen.getByRole('textbox'), onSend, onFiles }
}

afterEach(() => {
  cleanup()
  prefer({ enterSends: true })
})

it('sends with Enter, not with Shift+Enter', () => {
  const { field, onSend } = show()
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  expect(onSend).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).toHaveBeenCalledOnce()
})

it('does not send while a Vietnamese letter is being built', () => {
  const { field, onSend } = show()
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 })
  expect(onSend).not.toHaveBeenCalled()
})

it('sends with Ctrl+Enter where Enter is set to make a line', () => {
  prefer({ enterSends: false })
  const { field, onSend } = show()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
  expect(onSend).toHaveBeenCalledOnce()
})

it('takes pasted files and leaves pasted text alone', () => {
  const { field, onFiles } = show()
  fireEvent.paste(field, { clipboardData: { files: [] } })
  expect(onFiles).not.toHaveBeenCalled()
  const file = new File(['x'], 'ảnh.png', { type: 'image/png' })
  fireEvent.paste(field, { clipboardData: { files: [file] } })
  expect(onFiles).toHaveBeenCalledWith([file])
})

it('says whom one is writing to', () => {
  expect(show(true).field.getAttribute('aria-label')).toBe('Write a note for the team')
})
