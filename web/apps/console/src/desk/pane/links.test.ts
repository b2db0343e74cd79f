import { createIntl } from 'react-intl'
import { expect, it } from 'vitest'
import { fileSize } from './fileSize'
import { pictureBox } from '../media/box'
import { splitLinks } from './links'

it('finds addresses and leaves the sentence its full stop', () => {
  expect(splitLinks('Xem https://lotus.example/a?b=1. Và (www.tra.vn)!')).toEqual([
    { text: 'Xem ', href: null },
    { text: 'https://lotus.example/a?b=1', href: 'https://lotus.example/a?b=1' },
    { text: '. Và (', href: null },
    { text: 'www.tra.vn', href: 'https://www.tra.vn' },
    { text: ')!', href: null },
  ])
})

it('makes no link of anything but web addresses', () => {
  expect(splitLinks('javascript:alert(1) data:text/html,x').every((part) => part.href === null)).toBe(true)
})

it('keeps room for a picture in its proportions', () => {
  expect(pictureBox(640, 480)).toEqual({ width: 320, height: 240 })
  expect(pictureBox(100, 1000)).toEqual({ width: 28, height: 280 })
  expect(pictureBox(20, 10)).toEqual({ width: 20, height: 10 })
})

it('says sizes as people do', () => {
  const intl = createIntl({ locale: 'en', messages: {} })
  expect([fileSize(intl, 0), fileSize(intl, 15_400), fileSize(intl, 2_340_000)]).toEqual(['0 byte', '15 kB', '2.3 MB'])
})
