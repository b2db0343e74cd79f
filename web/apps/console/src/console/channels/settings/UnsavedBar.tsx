import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useText, useWords } from '../../../i18n/text'
import type { Draft } from './useDraft'
import styles from './Settings.module.css'
import { Pair } from './Values'

interface BarProps {
  draft: Draft
  busy: boolean
  onSave: () => void
}

/** How much is not saved yet; what it is; the way back; saving. */
export function UnsavedBar({ draft, busy, onSave }: BarProps) {
  const text = useText()
  const [isReviewing, setReviewing] = useState(false)
  const refused = Object.keys(draft.refused).length
  return (
    <div className={styles.bar}>
      <span role="status">{refused > 0 ? text('settings.refused_some', { count: refused }) : text('settings.unsaved', { count: draft.dirty.length })}</span>
      <div className={styles.barActions}>
        <Button px="sm" variant="subtle" onClick={() => setReviewing(true)}>{text('settings.review')}</Button>
        <Button px="sm" variant="default" onClick={draft.discard}>{text('settings.discard')}</Button>
        <Button px="md" type="submit" loading={busy}>{text('action.save')}</Button>
      </div>
      {isReviewing && (
        <Review
          draft={draft} onClose={() => setReviewing(false)}
          onSave={() => {
            setReviewing(false)
            onSave()
          }}
        />
      )}
    </div>
  )
}

function Review({ draft, onSave, onClose }: { draft: Draft; onSave: () => void; onClose: () => void }) {
  const text = useText()
  const words = useWords()
  return (
    <Modal opened onClose={onClose} size="lg" title={text('settings.review_title')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <dl className={styles.pairs}>
        {draft.dirty.map((item) => (
          <Pair
            key={item.key} item={item} label={words('setting', `${item.key}.label`) ?? item.key}
            old={item.value} next={draft.valueOf(item.key) ?? item.value}
          />
        ))}
      </dl>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
        <Button onClick={onSave}>{text('action.save')}</Button>
      </div>
    </Modal>
  )
}
