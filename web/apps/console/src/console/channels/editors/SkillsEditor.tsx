import { ActionIcon, Autocomplete, Button, NativeSelect } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useState } from 'react'
import { useText } from '../../../i18n/text'
import { useDesk } from '../../../shell/LiveProvider'
import type { EditorProps } from './Editor'
import styles from './Editors.module.css'

const LEVELS = ['1', '2', '3', '4', '5']
const USUAL = 3
const MAX_SKILLS = 20

/** Skills are compared in small letters with single spaces. */
const folded = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** Which skills a session of the channel needs, how well, and how many people have them. */
export default function SkillsEditor({ value, onChange }: EditorProps) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  const known = Object.values(people).filter(({ active }) => active).map(({ skills }) => skills)
  const needed = Object.entries({ ...(typeof value === 'object' && !Array.isArray(value) ? value : {}) }).map(([name, level]) => ({ name, level: Number(level) }))
  const put = (name: string, level: number) => onChange({ ...Object.fromEntries(needed.map((one) => [one.name, one.level])), [name]: level })
  const able = (name: string, level: number) => known.filter((skills) => Object.entries(skills).some(([own, has]) => folded(own) === folded(name) && has >= level)).length
  const names = [...new Set(known.flatMap((skills) => Object.keys(skills)))].filter((name) => !needed.some((one) => folded(one.name) === folded(name)))
  return (
    <div className={styles.part}>
      {needed.length === 0 && <p className={styles.empty}>{text('need.none')}</p>}
      <ul className={styles.list}>
        {needed.map(({ name, level }) => (
          <li key={name}>
            <span className={styles.words}>{name} <small>{text('need.able', { count: able(name, level) })}</small></span>
            <NativeSelect
              size="xs" aria-label={text('need.level', { name })} value={String(level)} data={LEVELS.map((one) => ({ value: one, label: text('need.or_more', { level: one }) }))}
              onChange={(event) => put(name, Number(event.currentTarget.value))}
            />
            <ActionIcon
              variant="subtle" color="gray" aria-label={text('hours.remove', { what: name })}
              onClick={() => onChange(Object.fromEntries(needed.filter((one) => one.name !== name).map((one) => [one.name, one.level])))}
            >
              <Icon name="trash" size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {needed.length < MAX_SKILLS && <AddSkill names={names} taken={needed.map(({ name }) => folded(name))} onAdd={(name) => put(name, USUAL)} />}
    </div>
  )
}

function AddSkill({ names, taken, onAdd }: { names: readonly string[]; taken: readonly string[]; onAdd: (name: string) => void }) {
  const text = useText()
  const [name, setName] = useState('')
  const ready = name.trim() !== '' && !taken.includes(folded(name))
  const add = () => {
    if (!ready) return
    onAdd(name.trim())
    setName('')
  }
  return (
    <div className={styles.add}>
      <Autocomplete
        size="xs" className={styles.words} label={text('need.add')} placeholder={text('need.example')} maxLength={50} data={[...names]} value={name} onChange={setName}
        error={name.trim() !== '' && !ready ? text('need.already') : undefined}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault() // the settings around it are not saved by this
          add()
        }}
      />
      <Button size="xs" variant="default" disabled={!ready} onClick={add}>{text('hours.add')}</Button>
    </div>
  )
}
