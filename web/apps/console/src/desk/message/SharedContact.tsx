import type { Part } from '@openline/api'
import { ActionIcon } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../i18n/text'
import styles from './Parts.module.css'
import { useCopy } from './useCopy'

export function SharedContact({ part }: { part: Extract<Part, { type: 'contact' }> }) {
  const text = useText()
  const copy = useCopy()
  return (
    <div className={styles.card} role="group" aria-label={text('part.contact')}>
      <Icon name="user" size={20} />
      <div className={styles.facts}>
        <b>{part.name || text('part.contact')}</b>
        {part.phones.map((phone) => (
          <span key={phone} className={styles.line}>
            {phone}
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('part.copy_phone', { phone })} onClick={() => copy(phone)}>
              <Icon name="copy" size={14} />
            </ActionIcon>
          </span>
        ))}
        {part.emails.map((email) => <a key={email} href={`mailto:${encodeURIComponent(email)}`}>{email}</a>)}
      </div>
    </div>
  )
}
