import { ActionIcon, Button, Menu, Switch, Textarea, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useText } from '../../../i18n/text'
import type { EditorProps } from './Editor'
import styles from './Editors.module.css'
import { fieldOf, fieldsOf, isOnce, kindsLeft, moved, optionsOf, optionsText, trouble, type Field, type Kind } from './form'

/** What new customers of the widget are asked, in which order, and what they must answer. */
export default function FormEditor({ value, onChange }: EditorProps) {
  const text = useText()
  const fields = fieldsOf(value)
  const left = kindsLeft(fields)
  const add = (kind: Kind) => onChange([...fields, fieldOf(kind, fields, isOnce(kind) ? '' : text(`form.label.${kind}`))])
  return (
    <div className={styles.part}>
      <ol className={styles.list}>
        {fields.map((field, at) => (
          <Question
            key={field.id} field={field} at={at} last={at === fields.length - 1}
            onChange={(next) => onChange(fields.map((one, index) => (index === at ? next : one)))}
            onMove={(to) => onChange(moved(fields, at, to))}
            onRemove={fields.length > 1 ? () => onChange(fields.filter((_, index) => index !== at)) : null}
          />
        ))}
      </ol>
      <div>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<Icon name="plus" size={14} />} disabled={left.length === 0}>{text('form.add')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {left.map((kind) => <Menu.Item key={kind} onClick={() => add(kind)}>{text(`form.kind.${kind}`)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  )
}

interface QuestionProps {
  field: Field
  at: number
  last: boolean
  onChange: (field: Field) => void
  onMove: (to: number) => void
  /** A form asks something, so its only question stays. */
  onRemove: (() => void) | null
}

function Question({ field, at, last, onChange, onMove, onRemove }: QuestionProps) {
  const text = useText()
  const kind = text(`form.kind.${field.kind}`)
  const name = field.label || kind
  const wrong = trouble(field)
  return (
    <li data-stacked>
      <div className={styles.head}>
        <b className={styles.words}>{kind}</b>
        <Switch size="xs" label={text('form.required')} checked={field.required} onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })} />
        <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={text('form.up', { name })} onClick={() => onMove(at - 1)}><Icon name="up" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" disabled={last} aria-label={text('form.down', { name })} onClick={() => onMove(at + 1)}><Icon name="down" size={16} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" disabled={!onRemove} aria-label={text('hours.remove', { what: name })} onClick={() => onRemove?.()}><Icon name="trash" size={16} /></ActionIcon>
      </div>
      <TextInput
        size="xs" aria-label={text('form.question', { kind })} placeholder={isOnce(field.kind) ? text('form.own_word') : text(`form.label.${field.kind}`)}
        maxLength={200} value={field.label} error={wrong === 'label' && text('form.wrong.label')} onChange={(event) => onChange({ ...field, label: event.currentTarget.value })}
      />
      {field.kind === 'choice' && (
        <Textarea
          size="xs" autosize minRows={2} label={text('form.options')} placeholder={text('form.options_example')} value={optionsText(field.options)}
          error={wrong === 'options' && text('form.wrong.options')}
          onChange={(event) => onChange({ ...field, options: optionsOf(event.currentTarget.value) })}
        />
      )}
    </li>
  )
}
