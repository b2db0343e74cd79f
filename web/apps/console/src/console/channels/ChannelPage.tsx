import type { Channel } from '@openline/api'
import { ActionIcon, Menu, Switch } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { CHANNEL_TABS, type ChannelTab } from '../../app/places'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { EditableTitle } from '../../parts/EditableTitle'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { ChannelOff, DeleteChannel } from './ChannelOff'
import styles from './Channels.module.css'
import { ConnectionsTab } from './ConnectionsTab'
import { CopySettings } from './CopySettings'
import { QueueTab } from './QueueTab'
import { SettingsTab } from './SettingsTab'

const TABS: Record<ChannelTab, (props: { channel: Channel }) => React.JSX.Element> = {
  queue: QueueTab, settings: SettingsTab, connections: ConnectionsTab,
}

export function ChannelPage() {
  const api = useApi()
  const { channelId, tab } = useParams({ from: '/inside/console/channels/$channelId/$tab' })
  const channel = useQuery({ queryKey: ['channel', channelId], queryFn: () => api.channel(channelId) })
  // Asked for beside the channel, not after it: this page is the largest.
  useQuery({ queryKey: ['settings', channelId], queryFn: () => api.settings(channelId), enabled: tab === 'settings' })
  const Tab = TABS[tab]
  return (
    <QueryState query={channel}>
      {(data) => (
        <Page wide={tab === 'settings'} title={<Title channel={data} />} actions={<Actions channel={data} />}>
          <Tabs channelId={channelId} />
          <Tab channel={data} key={`${channelId}/${tab}`} />
        </Page>
      )}
    </QueryState>
  )
}

function Tabs({ channelId }: { channelId: string }) {
  const text = useText()
  return (
    <nav className={styles.tabs} aria-label={text('channel.tabs')}>
      {CHANNEL_TABS.map((tab) => (
        <Link key={tab} to="/channels/$channelId/$tab" params={{ channelId, tab }} className={styles.tab} activeProps={{ 'data-active': true, 'aria-current': 'page' }}>
          {text(`channel.tab.${tab}`)}
        </Link>
      ))}
    </nav>
  )
}

function useChange(channel: Channel) {
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  return useMutation({
    mutationFn: (body: { name?: string; active?: boolean }) => api.changeChannel(channel.id, { ...body, version: channel.version }),
    onSuccess: (next) => queries.setQueryData(['channel', channel.id], next),
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['channel', channel.id] }),
  })
}

function Title({ channel }: { channel: Channel }) {
  const text = useText()
  const change = useChange(channel)
  return (
    <>
      <Link to="/channels" className={styles.crumb}><Icon name="back" size={14} />{text('nav.channels')}</Link>
      <EditableTitle value={channel.name} label={text('channel.rename')} onSave={(name) => change.mutateAsync({ name }).then(() => true, () => false)} />
    </>
  )
}

type Layer = 'off' | 'copy' | 'delete' | null

function Actions({ channel }: { channel: Channel }) {
  const text = useText()
  const change = useChange(channel)
  const [layer, setLayer] = useState<Layer>(null)
  const close = () => setLayer(null)
  return (
    <>
      <Switch
        label={text(channel.active ? 'channel.on' : 'channel.off')}
        checked={channel.active}
        disabled={change.isPending}
        onChange={(event) => (event.currentTarget.checked ? change.mutate({ active: true }) : setLayer('off'))}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('session.more')}><Icon name="more" /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="copy" size={16} />} onClick={() => setLayer('copy')}>{text('channel.copy')}</Menu.Item>
          <Menu.Item leftSection={<Icon name="file" size={16} />} renderRoot={(props) => <Link {...props} to="/settings-as-code" search={{ channel: channel.id }} />}>
            {text('channel.as_code')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => setLayer('delete')}>{text('channel.delete')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {layer === 'off' && <ChannelOff channel={channel} busy={change.isPending} onConfirm={() => change.mutate({ active: false }, { onSuccess: close })} onClose={close} />}
      {layer === 'copy' && <CopySettings channel={channel} onClose={close} />}
      {layer === 'delete' && <DeleteChannel channel={channel} onClose={close} />}
    </>
  )
}
