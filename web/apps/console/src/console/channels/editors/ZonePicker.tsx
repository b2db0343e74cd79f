import { Select, type ComboboxItem } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { folded } from '../../../app/folded'
import { useText } from '../../../i18n/text'

/** Browsers still list these by their old names. */
const RENAMED: Readonly<Record<string, string>> = {
  'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Katmandu': 'Asia/Kathmandu', 'Asia/Rangoon': 'Asia/Yangon',
  'Europe/Kiev': 'Europe/Kyiv', 'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
}
/** Large cities that are not the name of their zone. */
const CITIES: Readonly<Record<string, string>> = { 'Asia/Ho_Chi_Minh': 'Hanoi Saigon', 'Asia/Shanghai': 'Beijing', 'Asia/Kolkata': 'Delhi Mumbai' }
const SHOWN = 60

interface Zone extends ComboboxItem {
  sought: string
}

/** Names of zones are read as words. */
const plain = (words: string) => folded(words).replace(/[_/]/g, ' ')

function zoneOf(name: string, locale: string): Zone {
  const part = (timeZoneName: 'shortOffset' | 'long') =>
    new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName }).formatToParts(Date.now()).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const offset = part('shortOffset')
  return { value: name, label: `${name.replaceAll('_', ' ')} · ${offset}`, sought: plain([name, offset, part('long'), CITIES[name]].join(' ')) }
}

/** A time zone by its city, its name in the reader's language, or its offset. */
export function ZonePicker({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const text = useText()
  const { locale } = useIntl()
  const [all, setAll] = useState(false)
  const zones = useMemo(() => {
    const names = all ? Intl.supportedValuesOf('timeZone').map((name) => RENAMED[name] ?? name) : []
    return [...new Set([zone, 'UTC', ...names])].map((name) => zoneOf(name, locale))
  }, [all, zone, locale])
  return (
    <Select
      label={text('hours.zone')} maw={360} searchable allowDeselect={false} data={zones} value={zone} limit={SHOWN} nothingFoundMessage={text('palette.nothing')}
      filter={({ search }) => zones.filter(({ sought }) => plain(search.split(' · ')[0] ?? '').split(' ').every((word) => sought.includes(word)))}
      onFocus={(event) => {
        setAll(true)
        event.currentTarget.select()
      }}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  )
}
