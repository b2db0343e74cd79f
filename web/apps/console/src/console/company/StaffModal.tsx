import type { Department, StaffMember } from '@openline/api'
import { ActionIcon, Button, Checkbox, Group, Modal, MultiSelect } from '@mantine/core'
import { Avatar, Icon, Tag } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import styles from './Company.module.css'
import { useCompanyChange } from './useCompany'

/** Who works in a department itself and who leads it; stored together. */
export function StaffModal({ department, onClose }: { department: Department; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const [staff, setStaff] = useState<readonly StaffMember[]>(department.people)
  const save = useCompanyChange(
    () => api.setStaff(department.id, { people: staff.map(({ id, head }) => ({ id, head })), version: department.version }),
    onClose,
  )
  return (
    <Modal opened onClose={onClose} title={text('company.staff_title', { name: department.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {staff.length === 0 && <p className={styles.hint}>{text('company.staff_none')}</p>}
        <ul className={styles.staff}>
          {staff.map((one) => (
            <li key={one.id}>
              <Avatar name={one.name} seed={one.id} size={28} />
              <span className={styles.grow}>{one.name}</span>
              {!one.active && <Tag>{text('people.inactive')}</Tag>}
              <Checkbox
                size="xs" label={text('company.leads')} aria-label={text('company.leads_who', { name: one.name })} checked={one.head}
                onChange={() => setStaff(staff.map((other) => (other.id === one.id ? { ...one, head: !one.head } : other)))}
              />
              <ActionIcon variant="subtle" color="gray" aria-label={text('company.take_out', { name: one.name })} onClick={() => setStaff(staff.filter(({ id }) => id !== one.id))}>
                <Icon name="x" size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <AddStaff staff={staff} onAdd={(more) => setStaff([...staff, ...more])} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}

function AddStaff({ staff, onAdd }: { staff: readonly StaffMember[]; onAdd: (more: readonly StaffMember[]) => void }) {
  const text = useText()
  const api = useApi()
  const people = useQuery({ queryKey: ['people'], queryFn: () => allPages(api.people) })
  const here = new Set(staff.map(({ id }) => id))
  const free = people.data?.items.filter(({ id, active }) => active && !here.has(id)) ?? []
  if (people.isSuccess && free.length === 0) return <p className={styles.hint}>{text('company.all_here')}</p>
  return (
    <MultiSelect
      label={text('company.add')} placeholder={text('queue.add_placeholder')} searchable value={[]} nothingFoundMessage={text('palette.nothing')}
      data={free.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }))}
      onChange={(ids) => onAdd(free.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name, active: true, head: false })))}
    />
  )
}
