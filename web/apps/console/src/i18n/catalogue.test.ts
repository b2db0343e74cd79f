import { expect, it } from 'vitest'
import { preferredLocale } from './catalogue'

it('prefers what was chosen, then what the browser asks for, then English', () => {
  expect(preferredLocale('ru', ['vi'])).toBe('ru')
  expect(preferredLocale(null, ['fr-FR', 'vi-VN', 'en'])).toBe('vi')
  expect(preferredLocale('xx', ['fr'])).toBe('en')
})
