import { ActionIcon, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useEffect, useRef } from 'react'
import { useText } from '../../i18n/text'
import { MAX_BUTTONS, MAX_LABEL } from './buttons'
import styles from './Composer.module.css'

interface EditorProps {
  labels: readonly string[]
  onChange: (labels: readonly string[]) => void
}

/** One small field for each button under the answer; the last one removed takes the row away. */
export function ButtonsEditor({ labels, onChange }: EditorProps) {
  const text = useText()
  const last = useRef<HTMLInputElement>(null)
  const known = useRef(labels.length)
  useEffect(() => {
    if (labels.length > known.current) last.current?.focus() // one was added, not brought along by a draft
    known.current = labels.length
  }, [labels.length])
  if (labels.length === 0) return null
  return (
    <div className={styles.buttons} role="group" aria-label={text('composer.buttons')}>
      {labels.map((label, index) => {
        const name = text('composer.button', { number: index + 1 })
        return (
          <TextInput
            key={index} ref={index === labels.length - 1 ? last : null} size="xs" maxLength={MAX_LABEL} aria-label={name} placeholder={name} value={label}
            onChange={(event) => onChange(labels.map((other, place) => (place === index ? event.currentTarget.value : other)))}
            rightSection={(
              <ActionIcon
                size="sm" variant="subtle" color="gray" aria-label={text('composer.remove_button', { number: index + 1 })}
                onClick={() => onChange(labels.filter((_, place) => place !== index))}
              >
                <Icon name="x" size={13} />
              </ActionIcon>
            )}
          />
        )
      })}
      {labels.length < MAX_BUTTONS && (
        <ActionIcon variant="default" aria-label={text('composer.add_button')} onClick={() => onChange([...labels, ''])}>
          <Icon name="plus" size={15} />
        </ActionIcon>
      )}
    </div>
  )
}
