import type { ApiToken } from '@openline/api'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { EmptyState, Icon, Tag } from '@openline/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText, useWords } from '../../i18n/text'
import { useTimes } from '../../i18n/times'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import { CreateToken } from './CreateToken'
import styles from './Tokens.module.css'

export function TokensPage() {
  const text = useText()
  const api = useApi()
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: api.tokens })
  const [creating, setCreating] = useState(false)
  const actions = (
    <>
      <Button component="a" variant="default" href="/docs" target="_blank" rel="noopener" leftSection={<Icon name="external" size={15} />}>{text('tokens.docs')}</Button>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>{text('tokens.create')}</Button>
    </>
  )
  return (
    <Page title={text('nav.tokens')} lead={text('tokens.lead')} actions={actions}>
      <QueryState query={tokens}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="key" title={text('tokens.none')}>{text('tokens.none_help')}</EmptyState>
          : <TokenTable tokens={items} />}
      </QueryState>
      {creating && <CreateToken onClose={() => setCreating(false)} />}
    </Page>
  )
}

function TokenTable({ tokens }: { tokens: readonly ApiToken[] }) {
  const text = useText()
  return (
    <div className={styles.box} tabIndex={0} role="region" aria-label={text('nav.tokens')}>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('tokens.name')}</Table.Th>
            <Table.Th>{text('tokens.scopes')}</Table.Th>
            <Table.Th>{text('tokens.used')}</Table.Th>
            <Table.Th><VisuallyHidden>{text('session.more')}</VisuallyHidden></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{tokens.map((token) => <TokenRow key={token.id} token={token} />)}</Table.Tbody>
      </Table>
    </div>
  )
}

function TokenRow({ token }: { token: ApiToken }) {
  const text = useText()
  const words = useWords()
  const times = useTimes()
  const [revoking, setRevoking] = useState(false)
  const until = token.expires_at ? text('tokens.until', { date: times.date(token.expires_at) }) : text('tokens.forever')
  return (
    <Table.Tr>
      <Table.Td>
        <span className={styles.words}>
          <b>{token.name}</b>
          <small>{text('tokens.made', { date: times.date(token.created_at) })} · {until}</small>
        </span>
      </Table.Td>
      <Table.Td><span className={styles.scopes}>{token.scopes.map((scope) => <Tag key={scope}>{words('scope', scope) ?? scope}</Tag>)}</span></Table.Td>
      <Table.Td>{token.last_used_at ? times.moment(token.last_used_at) : text('tokens.never')}</Table.Td>
      <Table.Td>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setRevoking(true)}>{text('tokens.revoke')}</Button>
        {revoking && <RevokeToken token={token} onClose={() => setRevoking(false)} />}
      </Table.Td>
    </Table.Tr>
  )
}

function RevokeToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const revoke = useMutation({
    mutationFn: () => api.revokeToken(token.id),
    onSuccess: onClose,
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  return (
    <ConfirmModal title={text('tokens.revoke')} action={text('tokens.revoke')} busy={revoke.isPending} onConfirm={() => revoke.mutate()} onClose={onClose}>
      {text('tokens.revoke_help', { name: token.name })}
    </ConfirmModal>
  )
}
