import { Button, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState, type FormEvent } from 'react'
import { meQuery, useCore } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { isLocale, LOCALES, LOCALE_NAMES } from '../../i18n/catalogue'
import { useLocale } from '../../i18n/LocaleProvider'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import { useDesk, useDeskUpdate } from '../../shell/LiveProvider'
import styles from './Profile.module.css'

/** Names as the time-zone database spells them; the present one always among them. */
function useZones(current: string): string[] {
  return useMemo(() => [...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(), [current])
}

export function AboutMe() {
  const text = useText()
  const { api, queries } = useCore()
  const update = useDeskUpdate()
  const refuse = useRefusal()
  const { setLocale: speak } = useLocale()
  const { person } = useDesk((desk) => desk.me)
  const [name, setName] = useState(person.name)
  const [locale, setLocale] = useState(person.locale)
  const [zone, setZone] = useState(person.time_zone)
  const zones = useZones(person.time_zone)
  const save = useMutation({
    mutationFn: () => api.changeMe({ name: name.trim(), locale, time_zone: zone }),
    onSuccess: async (me) => {
      queries.setQueryData(meQuery(api).queryKey, me)
      update((desk) => ({ ...desk, me: { ...desk.me, person: me.person } }))
      await speak(me.person.locale)
      toast(text('settings.saved'))
    },
    onError: refuse,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const unchanged = name.trim() === person.name && locale === person.locale && zone === person.time_zone
  return (
    <Card title={text('profile.about')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput label={text('field.name')} required withAsterisk={false} autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={text('field.email')} value={person.email} readOnly />
        <Select
          label={text('language.label')} allowDeselect={false} value={locale}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          onChange={(value) => isLocale(value) && setLocale(value)}
        />
        <Select
          label={text('profile.zone')} searchable allowDeselect={false} value={zone} data={zones} limit={100}
          nothingFoundMessage={text('palette.nothing')} onChange={(value) => value !== null && setZone(value)}
        />
        <div><Button type="submit" loading={save.isPending} disabled={unchanged || name.trim() === ''}>{text('action.save')}</Button></div>
      </form>
    </Card>
  )
}
