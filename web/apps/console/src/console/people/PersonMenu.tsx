import type { Person, Role } from '@openline/api'
import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { AbsencesModal } from './AbsencesModal'
import { LinkToHand } from './LinkToHand'
import { RoleSelect } from './RoleSelect'
import { SkillsModal } from './SkillsModal'
import { WorkItems } from './WorkItems'

type Layer = { kind: 'role' } | { kind: 'absences' } | { kind: 'skills' } | { kind: 'deactivate' } | { kind: 'link'; url: string | null; mailed: boolean } | null
interface Change {
  role?: Role
  active?: boolean
}

function useChange(person: Person, onDone: () => void) {
  const api = useApi()
  const text = useText()
  const queries = useQueryClient()
  const refuse = useRefusal()
  return useMutation({
    mutationFn: (body: Change) => api.changePerson(person.id, { ...body, version: person.version }),
    onSuccess: () => {
      onDone()
      toast(text('settings.saved'))
    },
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  })
}

export function PersonMenu({ person }: { person: Person }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const [layer, setLayer] = useState<Layer>(null)
  const close = () => setLayer(null)
  const change = useChange(person, close)
  const link = useMutation({
    mutationFn: async () => {
      if (person.joined) {
        const { reset_url, mailed } = await api.resetLink(person.id)
        return { url: reset_url, mailed }
      }
      const { invite_url, mailed } = await api.inviteAgain(person.id)
      return { url: invite_url, mailed }
    },
    onSuccess: (made) => setLayer({ kind: 'link', ...made }),
    onError: refuse,
  })
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('people.menu', { name: person.name })}><Icon name="more" /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="users" size={16} />} onClick={() => setLayer({ kind: 'role' })}>{text('people.change_role')}</Menu.Item>
          {person.active && (
            <Menu.Item leftSection={<Icon name="link" size={16} />} onClick={() => link.mutate()}>
              {text(person.joined ? 'people.reset' : 'people.invite_again')}
            </Menu.Item>
          )}
          {person.active && <WorkEntries person={person} onOpen={(kind) => setLayer({ kind })} />}
          <Menu.Divider />
          {person.active
            ? <Menu.Item leftSection={<Icon name="x" size={16} />} onClick={() => setLayer({ kind: 'deactivate' })}>{text('people.deactivate')}</Menu.Item>
            : <Menu.Item leftSection={<Icon name="check" size={16} />} onClick={() => change.mutate({ active: true })}>{text('people.activate')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {layer?.kind === 'absences' && <AbsencesModal person={person} onClose={close} />}
      {layer?.kind === 'skills' && <SkillsModal person={person} onClose={close} />}
      {layer?.kind === 'role' && <RoleModal person={person} busy={change.isPending} onSave={(role) => change.mutate({ role })} onClose={close} />}
      {layer?.kind === 'deactivate' && (
        <ConfirmModal title={text('people.deactivate')} action={text('people.deactivate')} busy={change.isPending} onConfirm={() => change.mutate({ active: false })} onClose={close}>
          {text('people.deactivate_help', { name: person.name })}
        </ConfirmModal>
      )}
      {layer?.kind === 'link' && (
        <Modal opened onClose={close} title={text('people.link')} closeButtonProps={{ 'aria-label': text('action.close') }}>
          <LinkToHand
            lead={text(layer.url ? (person.joined ? 'people.reset_link' : 'people.invite_link') : 'people.mailed', { name: person.name })}
            url={layer.url}
            onDone={close}
          />
        </Modal>
      )}
    </>
  )
}

const TOUCHED = [['people']] as const

function WorkEntries({ person, onOpen }: { person: Person; onOpen: (kind: 'absences' | 'skills') => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const managed = person.workday !== null
  const manage = useMutation({
    mutationFn: () => api.setWorkingTime(person.id, !managed),
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['people'] }),
  })
  return (
    <>
      <Menu.Divider />
      {person.joined && <WorkItems id={person.id} workday={person.workday?.state ?? null} paused={person.paused} touched={TOUCHED} />}
      <Menu.Item leftSection={<Icon name="clock" size={16} />} onClick={() => manage.mutate()}>{text(managed ? 'work.time_off' : 'work.time_on')}</Menu.Item>
      <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => onOpen('absences')}>{text('work.absences')}</Menu.Item>
      <Menu.Item leftSection={<Icon name="checks" size={16} />} onClick={() => onOpen('skills')}>{text('work.skills')}</Menu.Item>
    </>
  )
}

interface RoleModalProps {
  person: Person
  busy: boolean
  onSave: (role: Role) => void
  onClose: () => void
}

function RoleModal({ person, busy, onSave, onClose }: RoleModalProps) {
  const text = useText()
  const [role, setRole] = useState(person.role)
  return (
    <Modal opened onClose={onClose} title={text('people.role_of', { name: person.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <RoleSelect value={role} onChange={setRole} />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
        <Button loading={busy} disabled={role === person.role} onClick={() => onSave(role)}>{text('action.save')}</Button>
      </Group>
    </Modal>
  )
}
