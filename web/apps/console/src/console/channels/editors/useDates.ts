/** Dates of a calendar in words. They are days, not instants: none may move with the reader's zone. */
import { useMemo } from 'react'
import { useIntl } from 'react-intl'

export function useDates() {
  const intl = useIntl()
  return useMemo(() => {
    const noon = (day: string) => new Date(`${day}T12:00:00Z`)
    return {
      day: (day: string) => intl.formatDate(noon(day), { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
      short: (day: string) => intl.formatDate(noon(day), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
      yearless: (day: string) => intl.formatDate(noon(day), { day: 'numeric', month: 'long', timeZone: 'UTC' }),
      /** By the clock of a zone that need not be the reader's. */
      moment: (at: string, zone: string) =>
        intl.formatDate(new Date(at), { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone }),
      /** What a clock shows in a zone, as a field for date and time takes it. */
      wall: (at: Date, zone: string) =>
        new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T'),
    }
  }, [intl])
}
