import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useText } from '../i18n/text'

interface ConfirmProps {
  title: string
  children: ReactNode
  /** What has to be typed before the button works: for what cannot be undone. */
  phrase?: string
  action: string
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmModal({ title, children, phrase, action, busy, onConfirm, onClose }: ConfirmProps) {
  const text = useText()
  const [typed, setTyped] = useState('')
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <Text size="sm" component="div">{children}</Text>
      {phrase && (
        <TextInput mt="md" label={text('confirm.type', { phrase })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} data-autofocus />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
        <Button color="red.9" loading={busy} disabled={phrase !== undefined && typed.trim() !== phrase} onClick={onConfirm}>{action}</Button>
      </Group>
    </Modal>
  )
}
