import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState, type FormEvent } from 'react'
import { useText } from '../i18n/text'
import styles from './EditableTitle.module.css'

interface EditableTitleProps {
  value: string
  label: string
  onSave: (value: string) => Promise<boolean>
}

export function EditableTitle({ value, label, onSave }: EditableTitleProps) {
  const text = useText()
  const [draft, setDraft] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const next = draft?.trim() ?? ''
    if (next === '' || next === value) return setDraft(null)
    setBusy(true)
    void onSave(next).then((taken) => {
      setBusy(false)
      if (taken) setDraft(null)
    })
  }
  if (draft === null) {
    return (
      <div className={styles.row}>
        <h1>{value}</h1>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setDraft(value)}><Icon name="edit" size={16} /></ActionIcon>
        </Tooltip>
      </div>
    )
  }
  return (
    <form className={styles.row} onSubmit={save}>
      <TextInput
        className={styles.field} aria-label={label} value={draft} maxLength={120} autoFocus disabled={busy}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
      />
      <ActionIcon type="submit" variant="light" size="lg" loading={busy} aria-label={text('action.save')}><Icon name="check" size={16} /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('action.cancel')} onClick={() => setDraft(null)}><Icon name="x" size={16} /></ActionIcon>
    </form>
  )
}
