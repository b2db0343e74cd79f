import { MantineProvider } from '@mantine/core'
import { conversation, session } from '@openline/stream/testing'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { LocaleProvider } from '../../i18n/LocaleProvider'
import en from '../../i18n/locales/en.json'
import { HandMenu } from './HandMenu'

async function menu(mine: boolean, pinned = false) {
  const act = vi.fn()
  render(
    <LocaleProvider start={{ locale: 'en', messages: en }}>
      <MantineProvider env="test">
        <HandMenu row={conversation({ session: session({ pinned }) })} mine={mine} act={act} />
      </MantineProvider>
    </LocaleProvider>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'More actions' }))
  const items = await screen.findAllByRole('menuitem')
  return { act, items: items.map((item) => item.textContent) }
}

afterEach(cleanup)

it('offers the owner to hand over and to pin, those who see everything to take over', async () => {
  const own = await menu(true)
  expect(own.items).toEqual(['Transfer…', 'Back to the queue', 'Pin', 'Mark as spam'])
  cleanup()
  const theirs = await menu(false)
  expect(theirs.items).toEqual(['Take over', 'Transfer…', 'Back to the queue', 'Mark as spam'])
})

it('unpins what is pinned', async () => {
  const { act } = await menu(true, true)
  fireEvent.click(screen.getByRole('menuitem', { name: 'Unpin' }))
  expect(act).toHaveBeenCalledWith('unpin')
})

it('asks before it closes as spam', async () => {
  const { act } = await menu(true)
  fireEvent.click(screen.getByRole('menuitem', { name: 'Mark as spam' }))
  const sure = await screen.findByRole('button', { name: 'Mark as spam' })
  expect(act).not.toHaveBeenCalled()
  fireEvent.click(sure)
  expect(act).toHaveBeenCalledWith('spam')
})
