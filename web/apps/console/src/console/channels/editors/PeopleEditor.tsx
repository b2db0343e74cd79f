import type { Person } from '@openline/api'
import { MultiSelect } from '@mantine/core'
import { Avatar, Icon } from '@openline/ui'
import { useText } from '../../../i18n/text'
import { useDesk } from '../../../shell/LiveProvider'
import type { EditorProps } from './Editor'
import styles from './Editors.module.css'

/** People by name and face. Who does not work here any more stays visible until somebody takes him out. */
export default function PeopleEditor({ item, value, onChange, ids }: EditorProps) {
  const text = useText()
  const people = useDesk((desk) => desk.people)
  const chosen = Array.isArray(value) ? value.map(String) : []
  const known = Object.values(people).filter((person) => person.active || chosen.includes(person.id))
  const label = (person: Person) => (person.active ? person.name : text('people.gone', { name: person.name }))
  const lost = chosen.filter((id) => !people[id]).map((id) => ({ value: id, label: text('people.unknown') }))
  return (
    <MultiSelect
      {...ids} searchable clearable hidePickedOptions value={chosen} nothingFoundMessage={text('palette.nothing')}
      placeholder={chosen.length === 0 ? text('people.choose') : undefined} {...(item.le === null ? {} : { maxValues: item.le })}
      data={[...known.map((person) => ({ value: person.id, label: label(person) })), ...lost]}
      renderOption={({ option, checked }) => (
        <span className={styles.option}>
          <Avatar name={people[option.value]?.name ?? ''} seed={option.value} url={people[option.value]?.avatar_url ?? null} size={20} />
          <span className={styles.words}>{option.label}</span>
          {checked && <Icon name="check" size={14} />}
        </span>
      )}
      clearButtonProps={{ 'aria-label': text('list.search_clear') }}
      onChange={onChange}
    />
  )
}
