import type { Channel, Impact } from '@openline/api'
import { Button, Modal, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { QueryState } from '../../parts/QueryState'
import styles from './Dialogs.module.css'

interface DialogProps {
  channel: Channel
  onClose: () => void
}

function useImpact(channel: Channel) {
  const api = useApi()
  return useQuery({ queryKey: ['connections', 'impact', channel.id], queryFn: () => api.channelImpact(channel.id) })
}

/** Who is being served, and who counts on this channel: what a number cannot say is left out. */
function Consequences({ impact, first }: { impact: Impact; first: readonly string[] }) {
  const text = useText()
  return (
    <ul className={styles.facts}>
      {first.map((one) => <li key={one}>{one}</li>)}
      {impact.overflowing.length > 0 && <li>{text('channel.overflowing', { names: impact.overflowing.map(({ name }) => name).join(', ') })}</li>}
    </ul>
  )
}

/** What stops and what does not; the connections go on receiving until they are switched off as well. */
export function ChannelOff({ channel, busy, onConfirm, onClose }: DialogProps & { busy: boolean; onConfirm: () => void }) {
  const text = useText()
  const query = useImpact(channel)
  return (
    <Modal opened onClose={onClose} title={text('channel.off_title', { name: channel.name })} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <div className={styles.form}>
        <QueryState query={query}>
          {(impact) => (
            <>
              <Consequences impact={impact} first={[
                text('channel.off_nothing_out'), text('channel.off_kept'), text('channel.off_open', { count: impact.open, waiting: impact.waiting }),
              ]} />
              {impact.connections.length > 0 && <Connections impact={impact} />}
            </>
          )}
        </QueryState>
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>{text('action.cancel')}</Button>
          <Button color="red.9" loading={busy} onClick={onConfirm} data-autofocus>{text('channel.off_do')}</Button>
        </div>
      </div>
    </Modal>
  )
}

function Connections({ impact }: { impact: Impact }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const change = useMutation({
    mutationFn: ({ id, active }: { id: string; active: boolean }) => api.changeConnection(id, { active }),
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  })
  return (
    <section>
      <h3 className={styles.heading}>{text('channel.off_connections')}</h3>
      <ul className={styles.connections}>
        {impact.connections.map((one) => (
          <li key={one.id}>
            <span>{one.name}</span>
            <Switch
              label={text(one.active ? 'channel.receives' : 'channel.receives_not')} labelPosition="left" checked={one.active}
              disabled={change.isPending} aria-label={text('channel.receives_name', { name: one.name })}
              onChange={(event) => change.mutate({ id: one.id, active: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{text('channel.off_connections_help')}</p>
    </section>
  )
}

/** By typing its name: this cannot be undone. */
export function DeleteChannel({ channel, onClose }: DialogProps) {
  const text = useText()
  const api = useApi()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const impact = useImpact(channel)
  const remove = useMutation({
    mutationFn: () => api.deleteChannel(channel.id),
    onSuccess: () => {
      void navigate({ to: '/channels' })
      void queries.invalidateQueries({ queryKey: ['channels'] })
      void queries.invalidateQueries({ queryKey: ['connections'] })
    },
    onError: useRefusal(),
  })
  return (
    <ConfirmModal title={text('channel.delete')} phrase={channel.name} action={text('channel.delete')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      <QueryState query={impact}>
        {(found) => <Consequences impact={found} first={[
          text('channel.delete_open', { count: found.open }), text('channel.delete_connections', { count: found.connections.length }),
          text('channel.delete_kept'), text('channel.delete_purged'),
        ]} />}
      </QueryState>
    </ConfirmModal>
  )
}
