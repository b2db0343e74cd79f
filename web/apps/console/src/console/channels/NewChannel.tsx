import { PRESETS, type Channel, type Preset } from '@openline/api'
import { Button, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { useText } from '../../i18n/text'
import styles from './Dialogs.module.css'
import { Notice } from './setup/Notice'

const LONGEST_NAME = 255
type Start = Preset | 'plain' | 'copy'

/** A channel by its name, and what its settings begin with. */
export function NewChannel({ channels }: { channels: readonly Channel[] }) {
  const text = useText()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpened(true)}>{text('channels.new')}</Button>
      {opened && <NewChannelModal channels={channels} onClose={() => setOpened(false)} />}
    </>
  )
}

/** The server gives it a name where none is given, and whoever creates it stands first in its queue. */
function useCreate() {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [key] = useState(() => crypto.randomUUID())
  return useMutation({
    mutationFn: (body: Parameters<typeof api.createChannel>[0]) => api.createChannel(body, key),
    onSuccess: async (channel) => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      void navigate({ to: '/channels/$channelId/$tab', params: { channelId: channel.id, tab: 'queue' } })
    },
  })
}

function NewChannelModal({ channels, onClose }: { channels: readonly Channel[]; onClose: () => void }) {
  const text = useText()
  const create = useCreate()
  const [name, setName] = useState('')
  const [start, setStart] = useState<Start>('plain')
  const [like, setLike] = useState<string | null>(channels[0]?.id ?? null)
  const starts = channels.length > 0 ? (['plain', ...PRESETS, 'copy'] as const) : (['plain', ...PRESETS] as const)
  const submit = () => create.mutate({
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(start === 'copy' && like !== null ? { copy_from: { channel_id: like } } : {}),
    ...(start === 'plain' || start === 'copy' ? {} : { preset: start }),
  })
  return (
    <Modal opened onClose={onClose} title={text('channels.new')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); submit() }}>
        <TextInput
          label={text('new_channel.name')} description={text('new_channel.name_help')} maxLength={LONGEST_NAME} data-autofocus
          value={name} onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group label={text('new_channel.start')} value={start} onChange={(value) => setStart(starts.find((one) => one === value) ?? 'plain')}>
          <Stack gap="sm" mt="xs">
            {starts.map((one) => <Radio key={one} value={one} label={text(`new_channel.start.${one}`)} description={text(`new_channel.start_help.${one}`)} />)}
          </Stack>
        </Radio.Group>
        {start === 'copy' && (
          <Select
            label={text('new_channel.like')} searchable allowDeselect={false} nothingFoundMessage={text('channels.none_found')}
            data={channels.map((channel) => ({ value: channel.id, label: channel.name }))} value={like} onChange={setLike}
          />
        )}
        {create.error && <Notice tone="danger" alert>{refusalText(text, create.error)}</Notice>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={create.isPending}>{text('new_channel.create')}</Button>
        </div>
      </form>
    </Modal>
  )
}
