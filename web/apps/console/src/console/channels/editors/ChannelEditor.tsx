import type { SettingValue } from '@openline/api'
import { Select } from '@mantine/core'
import { useText } from '../../../i18n/text'
import { useDesk } from '../../../shell/LiveProvider'
import { useSaid } from '../useSaid'
import { useEditing } from './editing'
import type { EditorProps } from './Editor'

const words = (value: SettingValue) => (typeof value === 'string' ? value : '')

/** Another channel by its name, or the word that stands for none. */
export default function ChannelEditor({ item, value, onChange, ids }: EditorProps) {
  const text = useText()
  const said = useSaid(item)
  const own = useEditing()?.channelId
  const channels = useDesk((desk) => desk.channels)
  const chosen = words(value)
  const others = Object.values(channels).filter(({ id, active }) => id !== own && (active || id === chosen))
  const data = [
    { value: words(item.default), label: said(item.default) },
    ...others.map(({ id, name, active }) => ({ value: id, label: active ? name : text('channel.is_off', { name }) })),
    ...(chosen !== words(item.default) && !channels[chosen] ? [{ value: chosen, label: text('channel.unknown') }] : []),
  ]
  return <Select {...ids} searchable allowDeselect={false} nothingFoundMessage={text('palette.nothing')} data={data} value={chosen} onChange={(next) => next !== null && onChange(next)} />
}
