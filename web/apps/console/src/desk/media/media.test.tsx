import { MantineProvider } from '@mantine/core'
import { file } from '@openline/stream/testing'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LocaleProvider } from '../../i18n/LocaleProvider'
import en from '../../i18n/locales/en.json'
import { PartView } from '../message/PartView'
import { ViewerContext } from '../viewer/useViewer'
import { Files } from './Files'

const opened = vi.fn(() => true)

function show(node: React.ReactNode) {
  render(
    <LocaleProvider start={{ locale: 'en', messages: en }}>
      <MantineProvider>
        {/* Nothing is followed here. */}
        <div onClick={(event) => event.preventDefault()}>
          <ViewerContext value={opened}>{node}</ViewerContext>
        </div>
      </MantineProvider>
    </LocaleProvider>,
  )
}

beforeEach(() => opened.mockClear())
afterEach(cleanup)

describe('a voice', () => {
  const voice = file({ kind: 'voice', type: 'audio/ogg', duration_ms: 30_000, waveform: [0, 31] })
  const place = () => screen.getByRole('slider').getAttribute('aria-valuetext')

  it('is moved through by keys', () => {
    show(<Files files={[voice]} />)
    expect(place()).toBe('0:00 of 0:30')
    fireEvent.keyDown(screen.getByRole('slider'), { key: 'ArrowRight' })
    expect(place()).toBe('0:05 of 0:30')
    fireEvent.keyDown(screen.getByRole('slider'), { key: 'End' })
    expect(place()).toBe('0:30 of 0:30')
  })

  it('keeps the speed for the next one', () => {
    show(<Files files={[voice, { ...voice, id: '901' }]} />)
    const [one] = screen.getAllByRole('button', { name: 'Speed: 1×' })
    fireEvent.click(one!)
    expect(screen.getAllByRole('button', { name: 'Speed: 1.5×' })).toHaveLength(2)
  })
})

describe('a picture', () => {
  it('opens large by a click, and in a tab of its own by a click with Ctrl', () => {
    show(<Files files={[file()]} />)
    const link = screen.getByRole('link')
    fireEvent.click(link, { ctrlKey: true })
    expect(opened).not.toHaveBeenCalled()
    fireEvent.click(link)
    expect(opened).toHaveBeenCalledWith('900')
    expect(link.getAttribute('href')).toBe('/files/900')
  })

  it('stands in one grid with others, those on their way too', () => {
    show(<Files files={[file(), file({ id: '901', state: 'fetching' }), file({ id: '902', kind: 'document', type: 'application/pdf', name: 'bill.pdf' })]} />)
    const album = screen.getByRole('group', { name: 'Album of 2 pictures' })
    expect(album.textContent).toBe('')
    expect(screen.getByText('bill.pdf')).toBeTruthy()
  })
})

it('a file that cannot be had says why, with the name of what was found in it', () => {
  show(<Files files={[file({ kind: 'document', name: 'bill.doc', state: 'blocked', reason: 'infected:Eicar' })]} />)
  expect(screen.getByText('Blocked. A virus was found. (Eicar)')).toBeTruthy()
  expect(screen.queryByRole('link')).toBeNull()
})

it('a link of a card that is no web address is not one', () => {
  show(<PartView part={{ type: 'card', title: 'Free tea', text: null, url: 'javascript:alert(1)' }} />)
  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByText('javascript:alert(1)')).toBeTruthy()
})

it('a kind nobody has named yet is said by its own word', () => {
  show(<PartView part={{ type: 'unsupported', kind: 'hologram' }} />)
  expect(screen.getByText(/cannot be shown here: hologram/)).toBeTruthy()
})
