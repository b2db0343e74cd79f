import { Outlet } from '@tanstack/react-router'
import { MoreTexts } from '../i18n/MoreTexts'

const PARTS = ['console', 'team'] as const

/** The pages of the console, with the texts that only they need. */
export function Console() {
  return <MoreTexts parts={PARTS}><Outlet /></MoreTexts>
}
