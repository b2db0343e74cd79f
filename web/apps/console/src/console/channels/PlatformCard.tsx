import type { Connection, Connector } from '@openline/api'
import { Button, Switch } from '@mantine/core'
import { Icon, Tag, type Tone } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Card } from '../../parts/Page'
import { FailedEvents } from './FailedEvents'
import { Notice } from './setup/Notice'
import { PlatformIcon } from './setup/Picker'
import styles from './setup/Setup.module.css'
import { standing, type Standing } from './setup/steps'
import { useConnectorWords, type ConnectorWords } from './setup/words'

const TONES: Record<Standing, Tone> = { off: 'plain', ok: 'ok', waiting: 'warn', attention: 'danger' }

interface PlatformCardProps {
  connection: Connection
  connector: Connector | undefined
  onSetUp: () => void
  /** Opens the settings at this one. */
  onMend: (field: string) => void
}

/** A connected messenger: whose account, how it fares, and what can be done about it. */
export function PlatformCard({ connection, connector, onSetUp, onMend }: PlatformCardProps) {
  const text = useText()
  const words = useConnectorWords(connector)
  const stands = standing(connection)
  const { account } = connection
  return (
    <Card>
      <div className={styles.card}>
        <div className={styles.head}>
          <PlatformIcon connector={connector} />
          <div className={styles.who}>
            <h2>{words.title}</h2>
            {account && (account.url ? <a href={account.url} target="_blank" rel="noopener">{account.name}</a> : <small>{account.name}</small>)}
          </div>
          <Tag tone={TONES[stands]}>{text(`connections.stands.${stands}`)}</Tag>
          <Active connection={connection} />
        </div>
        {stands === 'attention' && <Trouble connection={connection} words={words} onSetUp={onSetUp} onMend={onMend} />}
        {stands === 'waiting' && (
          <Notice tone="warn">
            <p className={styles.told}>{text('connections.waiting_help', { account: account?.name ?? words.title })}</p>
            <Button size="xs" onClick={onSetUp}>{text('connections.go_on')}</Button>
          </Notice>
        )}
        {connection.left.length > 0 && (
          <Notice tone="warn" title={text('connections.left')}>
            <ul className={styles.facts}>{connection.left.map((word) => <li key={word}>{words.install(word)}</li>)}</ul>
          </Notice>
        )}
        <Actions connection={connection} words={words} onSetUp={onSetUp} onMend={onMend} />
        <FailedEvents connection={connection} />
      </div>
    </Card>
  )
}

/** The reason, and the button that leads to what has to be mended. */
function Trouble({ connection, words, onSetUp, onMend }: Omit<PlatformCardProps, 'connector'> & { words: ConnectorWords }) {
  const text = useText()
  const install = useInstall(connection)
  const { state, state_detail: detail, state_field: field, installed } = connection
  const missing = installed?.missing ?? []
  const said = detail ? words.health(detail) : missing.length > 0 ? missing.map(words.install).join(' ') : text('connections.not_installed')
  return (
    <Notice tone="danger" alert title={text('connections.attention')}>
      <p className={styles.told}>{said}</p>
      {field !== null && (state === 'reauth' || detail !== 'moved')
        ? <Button size="xs" onClick={() => onMend(field)}>{text('connections.mend', { field: words.label(field) })}</Button>
        : detail === 'moved'
          ? <Button size="xs" loading={install.isPending} onClick={() => install.mutate()}>{text('connections.install')}</Button>
          : <Button size="xs" onClick={onSetUp}>{text('connections.go_on')}</Button>}
    </Notice>
  )
}

function useSettled(connection: Connection) {
  const queries = useQueryClient()
  return () => Promise.all([
    queries.invalidateQueries({ queryKey: ['connections'] }),
    queries.invalidateQueries({ queryKey: ['connection', connection.id] }),
  ])
}

function useInstall(connection: Connection) {
  const api = useApi()
  return useMutation({ mutationFn: () => api.installConnection(connection.id), onError: useRefusal(), onSettled: useSettled(connection) })
}

function Active({ connection }: { connection: Connection }) {
  const text = useText()
  const api = useApi()
  const change = useMutation({
    mutationFn: (active: boolean) => api.changeConnection(connection.id, { active, version: connection.version }),
    onError: useRefusal(),
    onSettled: useSettled(connection),
  })
  return (
    <Switch
      label={text(connection.active ? 'connections.on' : 'connections.off')} checked={connection.active} disabled={change.isPending}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  )
}

function Actions({ connection, words, onMend }: Omit<PlatformCardProps, 'connector'> & { words: ConnectorWords }) {
  const text = useText()
  const api = useApi()
  const refuse = useRefusal()
  const settled = useSettled(connection)
  const [removing, setRemoving] = useState(false)
  const check = useMutation({
    mutationFn: () => api.checkConnection(connection.id),
    onSuccess: ({ state, detail }) => (state === 'ok' ? toast(text('connections.checked')) : toast(words.health(detail), { tone: 'error' })),
    onError: refuse,
    onSettled: settled,
  })
  const remove = useMutation({
    mutationFn: () => api.deleteConnection(connection.id),
    onSuccess: ({ left }) => {
      setRemoving(false)
      if (left.length > 0) toast(`${text('connections.left')} ${left.map(words.install).join(' ')}`, { tone: 'error' })
    },
    onError: refuse,
    onSettled: settled,
  })
  const icon = (name: 'edit' | 'retry' | 'trash') => <Icon name={name} size={15} />
  return (
    <div className={styles.answers}>
      <Button variant="default" leftSection={icon('retry')} loading={check.isPending} disabled={!connection.active} onClick={() => check.mutate()}>{text('connections.check')}</Button>
      <Button variant="default" leftSection={icon('edit')} onClick={() => onMend('')}>{text('connections.edit')}</Button>
      <Button variant="subtle" color="gray" leftSection={icon('trash')} onClick={() => setRemoving(true)}>{text('connections.delete')}</Button>
      {removing && (
        <ConfirmModal title={text('connections.delete')} action={text('connections.delete')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setRemoving(false)}>
          {text('connections.delete_platform_help', { platform: words.title })}
        </ConfirmModal>
      )}
    </div>
  )
}
