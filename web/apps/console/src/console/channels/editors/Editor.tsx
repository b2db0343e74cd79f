/** The editors of settings that are more than a word or a number, each fetched when it is shown. */
import type { SettingItem, SettingValue } from '@openline/api'
import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { lazily } from '../../../app/lazily'
import { MoreTexts } from '../../../i18n/MoreTexts'

export interface EditorProps {
  item: SettingItem
  value: SettingValue
  onChange: (value: SettingValue) => void
  ids: { 'aria-label': string; 'aria-describedby': string }
}

const EDITORS = {
  bot: lazily(() => import('./BotEditor')),
  canned: lazily(() => import('./CannedListsEditor')),
  calendar: lazily(() => import('./HoursEditor')),
  form: lazily(() => import('./FormEditor')),
  channel: lazily(() => import('./ChannelEditor')),
  people: lazily(() => import('./PeopleEditor')),
  reminders: lazily(() => import('./RemindersEditor')),
  skills: lazily(() => import('./SkillsEditor')),
  text: lazily(() => import('./TextEditor')),
} as const

export type Edited = keyof typeof EDITORS
const TALL_PX = 120
const HEIGHTS: Partial<Record<Edited, number>> = { people: 36, channel: 36, bot: 36, canned: 36 }
/** One field that is named itself. */
const FIELDS: readonly Edited[] = ['bot', 'canned', 'channel', 'people', 'text']

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
