import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { prefer } from '../../app/preferences'
import { useKeys } from './useKeys'

function Keyed({ onJ, onAccept }: { onJ: () => void; onAccept: () => void }) {
  useKeys([{ code: 'KeyJ', run: onJ }, { code: 'KeyA', alt: true, run: onAccept }])
  return <textarea />
}

function show() {
  const [onJ, onAccept] = [vi.fn(), vi.fn()]
  const { container } = render(<Keyed onJ={onJ} onAccept={onAccept} />)
  return { onJ, onAccept, field: container.querySelector('textarea')! }
}

afterEach(() => {
  cleanup()
  prefer({ singleKeys: true })
})

it('goes by the place of the key: a Russian layout works as well', () => {
  const { onJ, onAccept } = show()
  fireEvent.keyDown(document.body, { code: 'KeyJ', key: 'о' })
  fireEvent.keyDown(document.body, { code: 'KeyA', key: 'ф', altKey: true })
  expect([onJ.mock.calls.length, onAccept.mock.calls.length]).toEqual([1, 1])
})

it('leaves letters to whoever is writing, but not those with Alt', () => {
  const { onJ, onAccept, field } = show()
  fireEvent.keyDown(field, { code: 'KeyJ', key: 'j' })
  fireEvent.keyDown(field, { code: 'KeyA', key: 'a', altKey: true })
  expect([onJ.mock.calls.length, onAccept.mock.calls.length]).toEqual([0, 1])
})

it('can be told to leave letters alone altogether', () => {
  prefer({ singleKeys: false })
  const { onJ } = show()
  fireEvent.keyDown(document.body, { code: 'KeyJ', key: 'j' })
  expect(onJ).not.toHaveBeenCalled()
})
