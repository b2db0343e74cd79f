import { Button, Group } from '@mantine/core'
import { useText } from '../../i18n/text'
import { CopyField } from '../../parts/CopyField'
import styles from './People.module.css'

/** A link for somebody else: shown once, to be handed over. */
export function LinkToHand({ lead, url, onDone }: { lead: string; url: string | null; onDone: () => void }) {
  const text = useText()
  return (
    <div className={styles.done}>
      <p>{lead}</p>
      {url && <CopyField label={text('people.link')} value={url} />}
      {url && <p>{text('people.link_once')}</p>}
      <Group justify="flex-end"><Button onClick={onDone}>{text('action.done')}</Button></Group>
    </div>
  )
}
