import type { Department, Id } from '@openline/api'
import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import styles from './Company.module.css'
import { pathOf, placesFor } from './tree'
import { useCompanyChange } from './useCompany'

const MAX_NAME = 120
const TOP = 'top'

interface DepartmentModalProps {
  departments: readonly Department[]
  /** The one that is changed; without it a new one is made. */
  department?: Department
  /** Where a new one is to stand. */
  below: Department | null
  onClose: () => void
}

export function DepartmentModal({ departments, department, below, onClose }: DepartmentModalProps) {
  const text = useText()
  const api = useApi()
  const [key] = useState(() => crypto.randomUUID())
  const [name, setName] = useState(department?.name ?? '')
  const [parent, setParent] = useState<Id>((department ? department.parent_id : below?.id) ?? TOP)
  const body = { name: name.trim(), parent_id: parent === TOP ? null : parent }
  const save = useCompanyChange(
    () => (department ? api.changeDepartment(department.id, { ...body, version: department.version }) : api.addDepartment(body, `${key}${body.name}${parent}`)),
    onClose,
  )
  const slash = name.includes('/')
  const places = placesFor(departments, department?.id ?? null)
  return (
    <Modal opened onClose={onClose} title={text(department ? 'company.edit_title' : 'company.new')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextInput
          label={text('company.name')} value={name} maxLength={MAX_NAME} autoComplete="off" required data-autofocus
          error={slash && text('company.name_slash')} onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={text('company.parent')} searchable allowDeselect={false} value={parent} onChange={(value) => setParent(value ?? TOP)} nothingFoundMessage={text('palette.nothing')}
          data={[{ value: TOP, label: text('company.top') }, ...places.map(({ id }) => ({ value: id, label: pathOf(departments, id) }))]}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending} disabled={body.name === '' || slash}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
