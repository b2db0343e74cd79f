import type { Bot } from '@openline/api'
import { ActionIcon, Button, Menu, Switch, Table, VisuallyHidden } from '@mantine/core'
import { EmptyState, Icon, Tag } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import type { MessageKey } from '../../i18n/catalogue'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { BotToken, CreateBot } from './CreateBot'
import { RemoveBot } from './RemoveBot'
import styles from './Bots.module.css'

const PARTS = ['bots'] as const
export const BOTS = ['bots'] as const
/** Whether a bot is there shows by itself. */
const AGAIN_MS = 30_000

export function BotsPage() {
  return <MoreTexts parts={PARTS}><Bots /></MoreTexts>
}

function Bots() {
  const text = useText()
  const api = useApi()
  const bots = useQuery({ queryKey: BOTS, queryFn: api.bots, refetchInterval: AGAIN_MS })
  const [creating, setCreating] = useState(false)
  const create = <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>{text('bots.create')}</Button>
  return (
    <Page title={text('nav.bots')} lead={text('bots.lead')} actions={create}>
      <QueryState query={bots}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="send" title={text('bots.none')}>{text('bots.none_help')}</EmptyState>
          : <BotTable bots={items} />}
      </QueryState>
      {creating && <CreateBot onClose={() => setCreating(false)} />}
    </Page>
  )
}

function BotTable({ bots }: { bots: readonly Bot[] }) {
  const text = useText()
  return (
    <div className={styles.box} tabIndex={0} role="region" aria-label={text('nav.bots')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('bots.name')}</Table.Th>
            <Table.Th>{text('bots.in_channels')}</Table.Th>
            <Table.Th>{text('bots.seen')}</Table.Th>
            <Table.Th><VisuallyHidden>{text('session.more')}</VisuallyHidden></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{bots.map((bot) => <BotRow key={bot.id} bot={bot} />)}</Table.Tbody>
      </Table>
    </div>
  )
}

const WHY: Record<Bot['why'], MessageKey> = {
  ready: 'bots.ready', not_allowed: 'bots.not_allowed', never_seen: 'bots.never_seen', silent: 'bots.silent',
}
const TONES = { ready: 'ok', not_allowed: 'plain', never_seen: 'warn', silent: 'warn' } as const

function BotRow({ bot }: { bot: Bot }) {
  const text = useText()
  const times = useTimes()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const [asks, setAsks] = useState<'remove' | 'renew' | null>(null)
  const again = () => queries.invalidateQueries({ queryKey: BOTS })
  const close = () => setAsks(null)
  const allow = useMutation({ mutationFn: (on: boolean) => api.changeBot(bot.id, { in_channels: on }), onError: refuse, onSettled: again })
  const renew = useMutation({ mutationFn: () => api.changeBot(bot.id, { new_token: true }), onSuccess: close, onError: refuse, onSettled: again })
  return (
    <Table.Tr>
      <Table.Td>
        <span className={styles.words}>
          <b>{bot.name}</b>
          <small>{text('bots.made', { date: times.date(bot.made_at) })}</small>
        </span>
      </Table.Td>
      <Table.Td>
        <span className={styles.works}>
          <Switch
            aria-label={text('bots.in_channels_of', { name: bot.name })} checked={bot.in_channels} disabled={allow.isPending}
            onChange={(event) => allow.mutate(event.currentTarget.checked)}
          />
          <Tag tone={TONES[bot.why]}>{text(WHY[bot.why])}</Tag>
        </span>
      </Table.Td>
      <Table.Td>{bot.seen_at ? times.moment(bot.seen_at) : text('bots.never')}</Table.Td>
      <Table.Td>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={text('bots.menu', { name: bot.name })}><Icon name="more" /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="key" size={16} />} onClick={() => setAsks('renew')}>{text('bots.renew')}</Menu.Item>
            <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => setAsks('remove')}>{text('bots.remove')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {asks === 'remove' && <RemoveBot bot={bot} onClose={close} onSettled={again} />}
        {asks === 'renew' && (
          <ConfirmModal title={text('bots.renew')} action={text('bots.renew')} busy={renew.isPending} onConfirm={() => renew.mutate()} onClose={close}>
            {text('bots.renew_help', { name: bot.name })}
          </ConfirmModal>
        )}
        {renew.data?.token && <BotToken token={renew.data.token} onClose={renew.reset} />}
      </Table.Td>
    </Table.Tr>
  )
}
