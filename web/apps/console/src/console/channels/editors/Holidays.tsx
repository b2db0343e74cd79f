import { ActionIcon, Button, Select } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { useApi } from '../../../app/core'
import { useLocale } from '../../../i18n/LocaleProvider'
import { useText } from '../../../i18n/text'
import { QueryState } from '../../../parts/QueryState'
import styles from './Editors.module.css'
import { hoursOfWeekday, MAX_COUNTRIES, withOpened, type Hours } from './hours'
import { useDates } from './useDates'

interface PartProps {
  hours: Hours
  onChange: (hours: Hours) => void
}

/** Where a list of all countries comes from before one is chosen. */
const ANY = 'VN'

function useYear(country: string, year: number) {
  const api = useApi()
  const { locale } = useLocale()
  return useQuery({ queryKey: ['holidays', country, year, locale], queryFn: () => api.holidays(country, year, locale), staleTime: Infinity })
}

/** Closed on the public holidays of countries; their days are shown before they are taken over. */
export function Holidays({ hours, onChange }: PartProps) {
  const text = useText()
  const name = useCountry()
  const [shown, setShown] = useState<string | null>(null)
  const chosen = shown !== null && hours.countries.includes(shown)
  const remove = (country: string) => onChange({ ...hours, countries: hours.countries.filter((one) => one !== country) })
  return (
    <div className={styles.part}>
      <h4>{text('hours.holidays')}</h4>
      <ul className={styles.list}>
        {hours.countries.map((country) => (
          <li key={country}>
            <span className={styles.words}>{name(country)}</span>
            <Button size="compact-xs" variant="subtle" aria-expanded={shown === country} onClick={() => setShown(shown === country ? null : country)}>
              {text('hours.show_year')}
            </Button>
            <ActionIcon variant="subtle" color="gray" aria-label={text('hours.remove', { what: name(country) })} onClick={() => remove(country)}>
              <Icon name="trash" size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {hours.countries.length < MAX_COUNTRIES && <Countries taken={hours.countries} value={chosen ? null : shown} onChange={setShown} />}
      {shown !== null && (
        <Year key={shown} country={shown} hours={hours} onChange={onChange}>
          {!chosen && (
            <Button size="xs" onClick={() => onChange({ ...hours, countries: [...hours.countries, shown] })}>{text('hours.take_over')}</Button>
          )}
        </Year>
      )}
    </div>
  )
}

function useCountry(): (code: string) => string {
  const { locale } = useIntl()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
    return (code: string) => names.of(code) ?? code
  }, [locale])
}

function Countries({ taken, value, onChange }: { taken: readonly string[]; value: string | null; onChange: (country: string | null) => void }) {
  const text = useText()
  const intl = useIntl()
  const name = useCountry()
  const year = useYear(ANY, new Date().getFullYear())
  const data = (year.data?.countries ?? [])
    .filter((code) => !taken.includes(code))
    .map((code) => ({ value: code, label: name(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, intl.locale))
  return (
    <Select
      size="xs" maw={360} label={text('hours.add_country')} placeholder={text(year.isPending ? 'state.loading' : 'hours.country')} searchable clearable
      limit={60} nothingFoundMessage={text('palette.nothing')} data={data} value={value} onChange={onChange}
      clearButtonProps={{ 'aria-label': text('list.search_clear') }}
      error={year.isError ? text('error.network') : undefined}
    />
  )
}

interface YearProps extends PartProps {
  country: string
  children: React.ReactNode
}

function Year({ country, hours, onChange, children }: YearProps) {
  const text = useText()
  const dates = useDates()
  const [year, setYear] = useState(() => new Date().getFullYear())
  const query = useYear(country, year)
  return (
    <div className={styles.year} role="region" aria-label={text('hours.year_of', { country: useCountry()(country), year: String(year) })}>
      <div className={styles.yearHead}>
        <ActionIcon variant="subtle" color="gray" aria-label={text('hours.year_before')} onClick={() => setYear(year - 1)}><Icon name="back" size={16} /></ActionIcon>
        <b aria-live="polite">{year}</b>
        <ActionIcon variant="subtle" color="gray" aria-label={text('hours.year_after')} onClick={() => setYear(year + 1)}><Icon name="forward" size={16} /></ActionIcon>
        <span className={styles.words} />
        {children}
      </div>
      <QueryState query={query}>
        {({ items }) => items.length === 0 ? <p className={styles.empty}>{text('hours.no_holidays')}</p> : (
          <ul className={styles.list}>
            {items.map((day) => (
              <li key={day.date}>
                <span className={styles.words}>{dates.short(day.date)} <small>{day.name}</small></span>
                {hours.opened[day.date]
                  ? <small>{text('hours.own_hours')}</small>
                  : (
                    <Button
                      size="compact-xs" variant="subtle" aria-label={text('hours.open_on', { day: `${dates.short(day.date)} ${day.name}` })}
                      onClick={() => onChange(withOpened(hours, day.date, hoursOfWeekday(hours, day.date)))}
                    >
                      {text('hours.open_anyway')}
                    </Button>
                  )}
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </div>
  )
}
