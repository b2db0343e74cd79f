import type { SettingValue } from '@openline/api'
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../app/core'
import { useText } from '../../../i18n/text'
import type { EditorProps } from './Editor'

const words = (value: SettingValue) => (typeof value === 'string' ? value : '')

/** A bot by its name; who may not answer in channels cannot be chosen. */
export default function BotEditor({ value, onChange, ids }: EditorProps) {
  const text = useText()
  const api = useApi()
  const bots = useQuery({ queryKey: ['bots'], queryFn: api.bots })
  const chosen = words(value)
  const items = bots.data?.items ?? []
  const data = [
    ...items.map(({ id, name, why }) => ({
      value: id, label: why === 'not_allowed' ? text('bot.not_allowed', { name }) : name, disabled: why === 'not_allowed',
    })),
    ...(chosen && bots.data && !items.some(({ id }) => id === chosen) ? [{ value: chosen, label: text('bot.gone') }] : []),
  ]
  return (
    <Select
      {...ids} searchable clearable clearButtonProps={{ 'aria-label': text('bot.nobody') }} placeholder={text(bots.data && data.length === 0 ? 'bot.none' : 'bot.nobody')}
      nothingFoundMessage={text('palette.nothing')} disabled={!bots.data && !bots.error} data={data} value={chosen || null}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}
