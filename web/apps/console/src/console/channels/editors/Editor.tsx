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
  bot: lazy(() => import('./BotEditor')),
  calendar: lazy(() => import('./HoursEditor')),
  form: lazy(() => import('./FormEditor')),
  channel: lazy(() => import('./ChannelEditor')),
  people: lazy(() => import('./PeopleEditor')),
  reminders: lazy(() => import('./RemindersEditor')),
  skills: lazy(() => import('./SkillsEditor')),
  text: lazy(() => import('./TextEditor')),
} as const

export type Edited = keyof typeof EDITORS
const TALL_PX = 120
const HEIGHTS: Partial<Record<Edited, number>> = { people: 36, channel: 36, bot: 36 }
/** One field that is named itself. */
const FIELDS: readonly Edited[] = ['bot', 'channel', 'people', 'text']

export function Editor({ type, ...props }: EditorProps & { type: Edited }) {
  const Chosen = EDITORS[type]
  const meanwhile = <Skeleton h={HEIGHTS[type] ?? TALL_PX} />
  const editor = <Chosen {...props} />
  return (
    <MoreTexts parts={['editors']} meanwhile={meanwhile}>
      <Suspense fallback={meanwhile}>
        {FIELDS.includes(type) ? editor : <div role="group" {...props.ids}>{editor}</div>}
      </Suspense>
    </MoreTexts>
  )
}
