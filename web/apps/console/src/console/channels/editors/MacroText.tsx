import { Button, Menu, Textarea, type TextareaProps } from '@mantine/core'
import { useRef } from 'react'
import { useText } from '../../../i18n/text'
import { useDesk } from '../../../shell/LiveProvider'
import styles from './Editors.module.css'
import { filled, unknownMacros, type Macro } from './macros'

interface MacroTextProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string
  onChange: (value: string) => void
  macros: readonly Macro[]
}

/** A text with a list of what can be filled in, what that looks like, and a warning of what cannot. */
export default function MacroText({ value, onChange, macros, ...props }: MacroTextProps) {
  const text = useText()
  const field = useRef<HTMLTextAreaElement>(null)
  const unknown = unknownMacros(value, macros)
  const shown = filled(value, useSample())
  const insert = (macro: Macro) => {
    const { selectionStart: from = value.length, selectionEnd: to = from } = field.current ?? {}
    onChange(`${value.slice(0, from)}#${macro}#${value.slice(to)}`)
    const caret = from + macro.length + 2
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }
  return (
    <div>
      <Textarea {...props} ref={field} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      <div className={styles.macros}>
        <Menu position="bottom-start" returnFocus={false}>
          <Menu.Target><Button size="compact-xs" variant="subtle">{text('macro.insert')}</Button></Menu.Target>
          <Menu.Dropdown>
            {macros.map((macro) => (
              <Menu.Item key={macro} onClick={() => insert(macro)}>{text(`macro.${macro}`)} <code className={styles.code}>#{macro}#</code></Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {unknown.length > 0 && <small data-warn role="status">{text('macro.unknown', { names: unknown.join(', '), count: unknown.length })}</small>}
      </div>
      {shown !== value && <p className={styles.preview}>{text('macro.preview', { text: shown })}</p>}
    </div>
  )
}

/** Somebody and something to show a text with. */
function useSample(): Record<Macro, string> {
  const text = useText()
  const me = useDesk((desk) => desk.me.person.name)
  return { CUSTOMER_NAME: text('macro.sample_name'), OPERATOR: me, SESSION_ID: '1207', DIALOG: '345', CUSTOMER_EMAIL: 'lan@example.com', CUSTOMER_PHONE: '+84 901 234 567', CHANNEL: text('macro.sample_channel') }
}
