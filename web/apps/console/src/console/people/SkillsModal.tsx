import type { Person, SkillLevels } from '@openline/api'
import { ActionIcon, Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import styles from './People.module.css'

const LEVELS = ['1', '2', '3', '4', '5']
const MAX_SKILLS = 20

interface Row {
  name: string
  level: string
}

/** What somebody can and how well, for channels that distribute by skills. */
export function SkillsModal({ person, onClose }: { person: Person; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [rows, setRows] = useState<readonly Row[]>(() => Object.entries(person.skills).map(([name, level]) => ({ name, level: String(level) })))
  const put = (at: number, change: Partial<Row>) => setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)))
  const save = useMutation({
    mutationFn: () => api.setSkills(person.id, levels(rows)),
    onError: refuse,
    onSuccess: () => {
      toast(text('settings.saved'))
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  })
  return (
    <Modal opened onClose={onClose} title={text('skills.of', { name: person.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <p className={styles.lead}>{text('skills.lead')}</p>
        {rows.map((row, index) => (
          <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              className={styles.grow} label={text('skills.name', { number: index + 1 })} maxLength={50} value={row.name} autoComplete="off"
              onChange={(event) => put(index, { name: event.currentTarget.value })}
            />
            <NativeSelect label={text('skills.level')} data={LEVELS} value={row.level} onChange={(event) => put(index, { level: event.currentTarget.value })} />
            <ActionIcon size={36} variant="subtle" color="gray" aria-label={text('skills.remove', { number: index + 1 })} onClick={() => setRows(rows.filter((_, at) => at !== index))}>
              <Icon name="trash" size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button variant="default" size="compact-sm" leftSection={<Icon name="plus" size={14} />} disabled={rows.length >= MAX_SKILLS} onClick={() => setRows([...rows, { name: '', level: '3' }])}>
            {text('skills.add')}
          </Button>
        </div>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{text('action.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}

function levels(rows: readonly Row[]): SkillLevels {
  return Object.fromEntries(rows.filter((row) => row.name.trim()).map((row) => [row.name.trim(), Number(row.level)]))
}
