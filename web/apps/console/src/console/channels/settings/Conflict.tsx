import { Button, Modal } from '@mantine/core'
import type { ApiError, Id } from '@openline/api'
import { useText, useWords } from '../../../i18n/text'
import { useTimes } from '../../../i18n/times'
import { useDesk } from '../../../shell/LiveProvider'
import type { Draft } from './useDraft'
import styles from './Settings.module.css'

interface ConflictProps {
  error: ApiError
  draft: Draft
  onClose: () => void
}

interface Meanwhile {
  id: string
  at: string
  personId: Id
  keys: readonly string[]
}

/** Somebody else was faster: who, and what. The page has read the present values already. */
export function Conflict({ error, draft, onClose }: ConflictProps) {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  const people = useDesk((desk) => desk.people)
  const mine = new Set(draft.dirty.map(({ key }) => key))
  return (
    <Modal opened onClose={onClose} size="lg" title={text('settings.conflict')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <p className={styles.lead}>{text('settings.conflict_intro')}</p>
      {meanwhile(error.data.changes).map(({ id, at, personId, keys }) => (
        <section key={id} className={styles.past}>
          <h3>{text('settings.conflict_who', { name: people[personId]?.name ?? text('settings.history_gone'), time: times.moment(at) })}</h3>
          <ul>
            {keys.map((key) => (
              <li key={key}>
                {words('setting', `${key}.label`) ?? key}
                {mine.has(key) && <p className={styles.warning}>{text('settings.conflict_both')}</p>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className={styles.actions}>
        <Button variant="default" onClick={() => { draft.discard(); onClose() }}>{text('settings.conflict_drop')}</Button>
        <Button data-autofocus onClick={onClose}>{text('settings.conflict_keep')}</Button>
      </div>
    </Modal>
  )
}

const fields = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {})

function meanwhile(changes: unknown): Meanwhile[] {
  return (Array.isArray(changes) ? changes : []).map(fields).map(({ id, at, person_id: personId, keys }) => ({
    id: String(id), at: String(at), personId: String(personId), keys: Array.isArray(keys) ? keys.map(String) : [],
  }))
}
