import type { Contact } from '@openline/api'
import { Avatar, Icon, Tag } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useIntl } from 'react-intl'
import { useApi } from '../../app/core'
import { lazily } from '../../app/lazily'
import { useRefusal } from '../../app/refusal'
import { useText, useWords } from '../../i18n/text'
import { InlineField } from '../../parts/InlineField'
import { useContactName } from '../useContactName'
import styles from './ContextPanel.module.css'

const ResponsibleField = lazily(() => import('./ResponsibleField').then((module) => ({ default: module.ResponsibleField })))

const FIELDS = [
  { field: 'name', icon: 'user', kind: 'text' },
  { field: 'email', icon: 'mail', kind: 'email' },
  { field: 'phone', icon: 'phone', kind: 'tel' },
] as const

export function ContactCard({ contact }: { contact: Contact }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const nameOf = useContactName()
  const words = useWords()
  const change = useMutation({
    mutationFn: (body: Parameters<typeof api.changeContact>[1]) => api.changeContact(contact.id, body),
    onSuccess: (next) => queries.setQueryData(['contact', contact.id], next),
    onError: refuse,
  })
  const name = nameOf(contact)
  return (
    <section className={styles.section}>
      <div className={styles.who}>
        <Avatar name={name} seed={contact.id} url={contact.avatar_url} size={44} />
        <div>
          <strong>{name}</strong>
          <Place contact={contact} />
        </div>
      </div>
      {FIELDS.map(({ field, icon, kind }) => (
        <InlineField
          key={field}
          icon={icon}
          type={kind}
          label={text(`contact.${field}`)}
          empty={text(`contact.add_${field}`)}
          value={contact[field] ?? ''}
          onSave={(value) => change.mutateAsync({ [field]: value }).then(() => true, () => false)}
        />
      ))}
      <Suspense><ResponsibleField contact={contact} /></Suspense>
      {contact.fields.length > 0 && (
        <dl className={styles.answers}>
          {contact.fields.map(({ label, value }) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
      {contact.identities.length > 0 && (
        <ul className={styles.identities} aria-label={text('contact.identities')}>
          {contact.identities.map((identity) => (
            <li key={`${identity.kind}:${identity.value}`}>
              <Tag>{words('identity', identity.kind) ?? identity.kind}</Tag>
              <span>{identity.value}</span>
              {identity.verified && <span className={styles.verified} title={text('contact.verified')}><Icon name="check" size={14} /></span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** His language and the hour where he is: whoever answers at three in the morning should know. */
function Place({ contact }: { contact: Contact }) {
  const intl = useIntl()
  const language = contact.locale ? intl.formatDisplayName(contact.locale, { type: 'language' }) : null
  const hour = contact.time_zone ? localTime(intl.locale, contact.time_zone) : null
  const said = [language, hour].filter(Boolean).join(' · ')
  return said ? <small>{said}</small> : null
}

function localTime(locale: string, timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format()
  } catch {
    return null
  }
}
