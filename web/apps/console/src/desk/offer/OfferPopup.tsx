import type { Conversation } from '@openline/api'
import { Button } from '@mantine/core'
import { isOfferedToAll } from '@openline/stream'
import { Avatar, Icon } from '@openline/ui'
import { useNow } from '../../app/useNow'
import { useText } from '../../i18n/text'
import { clock } from '../../i18n/times'
import { useLive } from '../../shell/LiveProvider'
import { useKeys } from '../keys/useKeys'
import { previewOf } from '../preview'
import { useContactName } from '../useContactName'
import { useSessionActions } from '../useSessionActions'
import styles from './OfferPopup.module.css'
import { useOffers } from './useOffers'

/** Rings until taken, skipped or over. It takes no focus: whoever is writing goes on writing. */
export function OfferPopup() {
  const offers = useOffers()
  const [first] = offers
  return first ? <OfferCard key={first.session?.id} row={first} more={offers.length - 1} /> : null
}

function OfferCard({ row, more }: { row: Conversation; more: number }) {
  const text = useText()
  const nameOf = useContactName()
  const { act, busy } = useSessionActions()
  const accept = () => act(row, 'accept')
  const skip = () => act(row, 'skip')
  useKeys([
    { code: 'KeyA', alt: true, run: accept },
    { code: 'KeyS', alt: true, run: skip },
  ])
  const name = nameOf(row.contact)
  return (
    <section className={styles.card} aria-label={text('offer.title')}>
      <Countdown row={row} />
      <div className={styles.head}>
        <Avatar name={name} seed={row.contact.id} url={row.contact.avatar_url} size={40} />
        <div className={styles.who} role="alert">
          <strong>{text('offer.from', { name })}</strong>
          <span>{isOfferedToAll(row) ? `${row.channel_name} · ${text('phase.offered_to_all')}` : row.channel_name}</span>
        </div>
        {more > 0 && <span className={styles.more}>{text('offer.more', { count: more })}</span>}
      </div>
      {row.last_message && <p className={styles.words} dir="auto">{previewOf(row.last_message, text)}</p>}
      <div className={styles.buttons}>
        <Button flex={1} loading={busy === 'accept'} onClick={accept} leftSection={<Icon name="check" size={16} />}>
          {text('session.accept')}<kbd className={styles.key}>Alt A</kbd>
        </Button>
        <Button flex="none" px="md" variant="default" loading={busy === 'skip'} onClick={skip}>
          {text('session.skip')}<kbd className={styles.key}>Alt S</kbd>
        </Button>
      </div>
    </section>
  )
}

/** An offer to the customer's responsible person has none. By the server's clock: this machine's may be wrong. */
function Countdown({ row }: { row: Conversation }) {
  const text = useText()
  const now = useNow()
  const { live } = useLive()
  const offer = row.session?.offer
  if (!offer?.expires_at || isOfferedToAll(row)) return null // it lasts until somebody takes it
  const [start, end] = [Date.parse(offer.offered_at), Date.parse(offer.expires_at)]
  const left = Math.max(0, end - (now + live.clockOffset))
  const share = Math.min(1, left / Math.max(1, end - start))
  return (
    <div className={styles.countdown} data-short={left < 15_000 || undefined}>
      <span className={styles.bar} style={{ inlineSize: `${share * 100}%` }} />
      <span className={styles.left} role="timer" aria-label={text('offer.left', { time: clock(left / 1000) })}>{clock(left / 1000)}</span>
    </div>
  )
}
