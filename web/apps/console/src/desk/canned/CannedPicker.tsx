import type { Id, StoredFile } from '@openline/api'
import { Link } from '@tanstack/react-router'
import { Button, Loader } from '@mantine/core'
import { Icon, Tag } from '@openline/ui'
import { useEffect, useId, useRef, type RefObject } from 'react'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import styles from './Canned.module.css'
import { askedAt } from './caret'
import { useMacroNames } from './macroNames'
import { usePicker, type Picker } from './usePicker'

const PARTS = ['canned'] as const

interface PickerProps {
  conversationId: Id
  field: RefObject<HTMLTextAreaElement | null>
  value: string
  onText: (text: string) => void
  onFiles: (files: readonly StoredFile[]) => void
}

/** What agents choose instead of typing, after a slash (docs/behaviour/canned.md CR10). Fetched with the first one. */
export default function CannedPicker(props: PickerProps) {
  return <MoreTexts parts={PARTS} meanwhile={<Patience {...props} />}><Searching {...props} /></MoreTexts>
}

/** Until there are words to show, Enter must not send what is a search. */
function Patience({ field }: PickerProps) {
  useEffect(() => {
    const { current } = field
    const hold = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !current || !askedAt(current.value, current.selectionStart)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    current?.addEventListener('keydown', hold, true)
    return () => current?.removeEventListener('keydown', hold, true)
  }, [field])
  return null
}

function Searching(props: PickerProps) {
  const picker = usePicker(props)
  return picker.asked && <Open picker={picker} field={props.field} />
}

function Open({ picker, field }: { picker: Picker; field: PickerProps['field'] }) {
  const text = useText()
  const id = useId()
  const { items, active, asked, error, loading } = picker
  useNamedTo(field, id, items[active] ? `${id}-${active}` : null)
  const words = asked?.words ?? ''
  return (
    <div className={styles.anchor}>
      <section className={styles.picker} aria-label={text('canned.title')} onMouseDown={(event) => event.preventDefault()}>
        {items.length > 0 && <Options id={id} picker={picker} />}
        <div className={styles.foot}>
          <span role="status" className={styles.grow}>
            {error ? text('canned.failed') : loading && items.length === 0 ? text('state.loading') : items.length > 0 ? text('canned.found', { count: items.length }) : words === '' ? text('canned.nothing_yet') : text('canned.nothing', { words })}
          </span>
          {loading && <Loader size={14} />}
          {error && <Button size="compact-xs" variant="subtle" onClick={picker.again}>{text('action.again')}</Button>}
          <Link to="/canned" className={styles.link}>{text('canned.manage')}</Link>
        </div>
      </section>
    </div>
  )
}

function Options({ id, picker }: { id: string; picker: Picker }) {
  const text = useText()
  const names = useMacroNames()
  const current = useRef<HTMLLIElement>(null)
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [picker.active])
  return (
    <ul id={id} role="listbox" tabIndex={0} aria-label={text('canned.title')} className={styles.options}>
      {picker.items.map((one, index) => (
        <li
          key={one.id} id={`${id}-${index}`} role="option" aria-selected={index === picker.active} className={styles.option}
          ref={index === picker.active ? current : null} data-busy={picker.busy === one.id || undefined}
          onMouseMove={() => picker.setActive(index)} onClick={() => picker.choose(index)}
        >
          <span className={styles.head}>
            <b>{one.name}</b>
            {one.folder && <small>{one.folder}</small>}
            {one.personal && <small>{text('canned.only_mine')}</small>}
          </span>
          <span className={styles.words} data-whole={index === picker.active || undefined} dir="auto">{one.text}</span>
          {(one.files.length > 0 || one.empty.length > 0 || one.unknown.length > 0) && (
            <span className={styles.marks}>
              {one.files.map((name, at) => <Tag key={at}><Icon name="clip" size={12} />{name}</Tag>)}
              {one.empty.length > 0 && <span className={styles.warn}><Icon name="alert" size={13} />{text('canned.empty', { names: names(one.empty) })}</span>}
              {one.unknown.length > 0 && <span className={styles.warn}><Icon name="alert" size={13} />{text('canned.unknown', { names: one.unknown.map((name) => `#${name}#`).join(', ') })}</span>}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The field keeps the focus, so it says what is chosen. */
function useNamedTo(field: PickerProps['field'], list: string, option: string | null): void {
  useEffect(() => {
    const { current } = field
    if (!current || option === null) return
    current.setAttribute('aria-controls', list)
    current.setAttribute('aria-autocomplete', 'list')
    current.setAttribute('aria-activedescendant', option)
    return () => ['aria-controls', 'aria-autocomplete', 'aria-activedescendant'].forEach((name) => current.removeAttribute(name))
  }, [field, list, option])
}
