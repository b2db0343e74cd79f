import type { Conversation, Id } from '@openline/api'
import { Skeleton } from '@mantine/core'
import { ErrorState, Waiting } from '@openline/ui'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { useApi } from '../../app/core'
import { lazily } from '../../app/lazily'
import { refusalText } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { useDesk } from '../../shell/LiveProvider'
import { ContactCard } from './ContactCard'
import styles from './ContextPanel.module.css'

const SessionLife = lazily(() => import('../life/SessionLife').then((module) => ({ default: module.SessionLife })))

export function ContextPanel({ conversationId }: { conversationId: Id }) {
  const row = useDesk((desk) => desk.conversations[conversationId])
  if (!row) return <PanelSkeleton />
  return (
    <div className={styles.panel}>
      <ContactSection row={row} />
      <PageSection row={row} />
      <SourceSection row={row} />
      <SessionSection row={row} />
      <EarlierSection row={row} />
    </div>
  )
}

function PanelSkeleton() {
  const text = useText()
  return (
    <div className={styles.panel}>
      <Waiting label={text('state.loading')} slow={text('state.slow')}>
        <Skeleton h={72} mb="md" />
        <Skeleton h={120} />
      </Waiting>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function ContactSection({ row }: { row: Conversation }) {
  const text = useText()
  const api = useApi()
  const contact = useQuery({ queryKey: ['contact', row.contact.id], queryFn: () => api.contact(row.contact.id) })
  if (contact.isError) return <ErrorState title={text('error.title')}>{refusalText(text, contact.error)}</ErrorState>
  if (!contact.data) return <PanelSkeleton />
  return <ContactCard contact={contact.data} key={contact.data.id} />
}

/** Only web addresses become links: the page is what a stranger's browser said it was. */
function PageSection({ row }: { row: Conversation }) {
  const text = useText()
  if (!row.page) return null
  const { url, title } = row.page
  const words = <><b>{title || url}</b>{title && <small>{url}</small>}</>
  return (
    <Section title={text('context.page')}>
      {/^https?:\/\//i.test(url)
        ? <a className={styles.page} href={url} target="_blank" rel="noopener noreferrer nofollow">{words}</a>
        : <span className={styles.page}>{words}</span>}
    </Section>
  )
}

/** The word behind the link or advertisement that brought him. */
function SourceSection({ row }: { row: Conversation }) {
  const text = useText()
  return row.source ? <Section title={text('context.source')}><p className={styles.source}>{row.source}</p></Section> : null
}

function SessionSection({ row }: { row: Conversation }) {
  const text = useText()
  const times = useTimes()
  const { session } = row
  if (!session) return null
  const facts = [
    [text('session.fact.number'), String(session.number)],
    [text('session.fact.channel'), session.channel_name],
    [text('session.fact.owner'), session.owner_name ?? text('session.fact.nobody')],
    [text('session.fact.opened'), times.moment(session.opened_at)],
    [text('session.fact.accepted'), session.accepted_at && times.moment(session.accepted_at)],
    [text('session.fact.answered'), session.first_answer_at && times.moment(session.first_answer_at)],
    [text('session.fact.closed'), session.closed_at && times.moment(session.closed_at)],
  ] as const
  return (
    <Section title={text('context.session')}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => value && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      <Suspense><SessionLife row={row} session={session} /></Suspense>
    </Section>
  )
}

function EarlierSection({ row }: { row: Conversation }) {
  const text = useText()
  const times = useTimes()
  const api = useApi()
  const earlier = useQuery({ queryKey: ['earlier', row.contact.id], queryFn: () => api.contactConversations(row.contact.id) })
  const others = earlier.data?.items.filter((other) => other.id !== row.id) ?? []
  return (
    <Section title={text('context.earlier')}>
      {earlier.isError && <p className={styles.none} role="alert">{refusalText(text, earlier.error)}</p>}
      {earlier.isSuccess && others.length === 0 && <p className={styles.none}>{text('context.no_earlier')}</p>}
      <ul className={styles.earlier}>
        {others.map((other) => (
          <li key={other.id}>
            <Link to="/desk/$view/{-$conversationId}" params={{ view: 'all', conversationId: other.id }}>
              <b>{other.channel_name}</b>
              <small>{other.last_message?.text ?? ''}</small>
              <time>{other.last_message_at && times.date(other.last_message_at)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
