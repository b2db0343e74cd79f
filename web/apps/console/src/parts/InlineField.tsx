import { ActionIcon, TextInput, UnstyledButton } from '@mantine/core'
import { Icon, type IconName } from '@openline/ui'
import { useState, type FormEvent } from 'react'
import { useText } from '../i18n/text'
import styles from './InlineField.module.css'

interface InlineFieldProps {
  icon: IconName
  type: 'text' | 'email' | 'tel'
  label: string
  empty: string
  value: string
  /** Says whether it was taken; what was refused stays open for mending. */
  onSave: (value: string) => Promise<boolean>
}

export function InlineField({ icon, type, label, empty, value, onSave }: InlineFieldProps) {
  const text = useText()
  const [draft, setDraft] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const next = draft?.trim() ?? ''
    if (next === value) return setDraft(null)
    setBusy(true)
    void onSave(next).then((taken) => {
      setBusy(false)
      if (taken) setDraft(null)
    })
  }
  if (draft === null) {
    return (
      <UnstyledButton className={styles.shown} data-empty={!value || undefined} aria-label={`${label}: ${value || empty}`} onClick={() => setDraft(value)}>
        <Icon name={icon} size={16} />
        <span>{value || empty}</span>
        <Icon name="edit" size={14} className={styles.pen} />
      </UnstyledButton>
    )
  }
  return (
    <form className={styles.form} onSubmit={save}>
      <TextInput
        size="xs" type={type} aria-label={label} value={draft} autoFocus disabled={busy}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
      />
      <ActionIcon type="submit" variant="light" loading={busy} aria-label={text('action.save')}><Icon name="check" size={16} /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={text('action.cancel')} onClick={() => setDraft(null)}><Icon name="x" size={16} /></ActionIcon>
    </form>
  )
}
