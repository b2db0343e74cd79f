/** The editors of settings that are more than a word or a number, each fetched when it is shown. */
import type { SettingItem, SettingValue } from '@openline/api'
import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { MoreTexts } from '../../../i18n/MoreTexts'

export interface EditorProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
  ids: { 'aria-label': string; 'aria-describedby': string }
}

const EDITORS = {
  calendar: lazy(() => import('./HoursEditor')),
} as const

export type Edited = keyof typeof EDITORS

export function Editor({ type, ...props }: EditorProps & { type: Edited }) {
  const Chosen = EDITORS[type]
  const meanwhile = <Skeleton h={120} />
  return (
    <MoreTexts parts={['editors']} meanwhile={meanwhile}>
      <Suspense fallback={meanwhile}>
        <div role="group" {...props.ids}><Chosen {...props} /></div>
      </Suspense>
    </MoreTexts>
  )
}
