import type { Channel, Connection, Connector } from '@openline/api'
import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { found } from '../channels/channelList'
import { Notice } from '../channels/setup/Notice'
import { useConnectorWords } from '../channels/setup/words'
import styles from './ContactCenter.module.css'
import { freeChannels } from './tiles'

const NEW = 'new'
const MANY = 8

interface ChooseChannelProps {
  connector: Connector
  connections: readonly Connection[]
  channels: readonly Channel[]
  onClose: () => void
}

/** Whose people answer: a channel that has none of this kind yet, or a new one. */
export function ChooseChannel({ connector, connections, channels, onClose }: ChooseChannelProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  const free = freeChannels(channels, connections, connector.id)
  const [chosen, setChosen] = useState(free[0]?.id ?? NEW)
  const [wanted, setWanted] = useState('')
  const go = useGoOn(connector)
  const shown = found(free, new Map(), wanted, 'all')
  return (
    <Modal opened onClose={onClose} title={text('center.connect_name', { platform: words.title })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <form className={styles.form} onSubmit={(event) => { event.preventDefault(); go.mutate(chosen) }}>
        {free.length < channels.length && <p className={styles.about}>{text('center.one_each', { platform: words.title })}</p>}
        {free.length > MANY && <TextInput aria-label={text('channels.find')} placeholder={text('channels.find')} value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} />}
        <Radio.Group label={text('center.which')} value={chosen} onChange={setChosen}>
          <Stack gap="sm" mt="xs" className={styles.choices}>
            <Radio value={NEW} label={text('center.new')} description={text('center.new_help')} />
            {shown.map((channel) => (
              <Radio
                key={channel.id} value={channel.id} label={channel.name}
                description={channel.queue.length === 0 ? text('channels.no_agents') : text('channels.agents', { count: channel.queue.length })}
              />
            ))}
          </Stack>
        </Radio.Group>
        {go.error && <Notice tone="danger" alert>{refusalText(text, go.error)}</Notice>}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button type="submit" loading={go.isPending} data-autofocus>{text('setup.next')}</Button>
        </div>
      </form>
    </Modal>
  )
}

function useGoOn(connector: Connector) {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [key] = useState(() => crypto.randomUUID())
  return useMutation({
    mutationFn: async (chosen: string) => {
      if (chosen !== NEW) return chosen
      const { id } = await api.createChannel({}, key)
      await queries.invalidateQueries({ queryKey: ['channels'] })
      return id
    },
    onSuccess: (channelId) => void navigate({
      to: '/channels/$channelId/$tab', params: { channelId, tab: 'connections' }, search: { setup: 'new', platform: connector.id },
    }),
  })
}
