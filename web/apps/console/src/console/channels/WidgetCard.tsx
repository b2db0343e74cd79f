import type { Connection } from '@openline/api'
import { Button, Modal, Switch } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useRefusal } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { CopyField } from '../../parts/CopyField'
import { Card } from '../../parts/Page'
import styles from './Channels.module.css'
import { publicPage, testPage } from './places'
import { Notice } from './setup/Notice'
import { WidgetForm } from './WidgetForm'
import { widgetValues } from './widgetValues'

/** Our own widget: its snippet, and where it can be seen. */
export function WidgetCard({ connection }: { connection: Connection }) {
  const text = useText()
  const here = new URL(window.location.href)
  const open = widgetValues(connection).allowed_origins.length === 0
  return (
    <Card>
      <div className={styles.connection}>
        <Head connection={connection} />
        {connection.state_detail === 'moved' && <Moved connection={connection} />}
        {connection.active && open && <p className={styles.hint}>{text('widget.origins_any')}</p>}
        {connection.snippet && (
          <div>
            <span className={styles.label}>{text('connections.snippet')}</span>
            <CopyField label={text('connections.snippet')} value={connection.snippet} />
          </div>
        )}
        <div className={styles.links}>
          <Button component="a" href={testPage(here, connection.key)} target="_blank" rel="noopener" leftSection={<Icon name="play" size={15} />}>
            {text('connections.see')}
          </Button>
          <Button component="a" variant="default" href={publicPage(here, connection.key)} target="_blank" rel="noopener" leftSection={<Icon name="external" size={15} />}>
            {text('connections.public')}
          </Button>
          <Actions connection={connection} />
        </div>
      </div>
    </Card>
  )
}

/** The site still loads it from where this server was before. */
function Moved({ connection }: { connection: Connection }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const install = useMutation({
    mutationFn: () => api.installConnection(connection.id),
    onError: useRefusal(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  })
  return (
    <Notice tone="danger" alert title={text('connections.attention')}>
      <span>{text('widget.moved')}</span>
      <Button size="xs" loading={install.isPending} onClick={() => install.mutate()}>{text('widget.moved_done')}</Button>
    </Notice>
  )
}

function useChange(connection: Connection, onDone: () => void = () => undefined) {
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  return useMutation({
    mutationFn: (body: Parameters<typeof api.changeConnection>[1]) =>
      api.changeConnection(connection.id, { ...body, version: connection.version }),
    onSuccess: onDone,
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections', connection.channel_id] }),
  })
}

function Head({ connection }: { connection: Connection }) {
  const text = useText()
  const change = useChange(connection)
  const { title, color } = widgetValues(connection)
  return (
    <div className={styles.connectionHead}>
      <span className={styles.swatch} style={{ background: color }} aria-hidden />
      <h2>{title || connection.name}</h2>
      <Switch
        label={text(connection.active ? 'connections.on' : 'connections.off')}
        checked={connection.active}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ active: event.currentTarget.checked })}
      />
    </div>
  )
}

type Layer = 'edit' | 'delete' | null

function Actions({ connection }: { connection: Connection }) {
  const text = useText()
  const [layer, setLayer] = useState<Layer>(null)
  const close = () => setLayer(null)
  const change = useChange(connection, () => {
    close()
    toast(text('settings.saved'))
  })
  return (
    <>
      <Button variant="default" leftSection={<Icon name="edit" size={15} />} onClick={() => setLayer('edit')}>{text('connections.edit')}</Button>
      <Button variant="subtle" color="gray" leftSection={<Icon name="trash" size={15} />} onClick={() => setLayer('delete')}>{text('connections.delete')}</Button>
      {layer === 'edit' && (
        <Modal opened onClose={close} title={text('connections.edit')} closeButtonProps={{ 'aria-label': text('action.close') }}>
          <WidgetForm start={widgetValues(connection)} action={text('action.save')} busy={change.isPending} onSave={(values) => change.mutate({ config: { ...values } })} />
        </Modal>
      )}
      {layer === 'delete' && <DeleteConnection connection={connection} onClose={close} />}
    </>
  )
}

function DeleteConnection({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const refuse = useRefusal()
  const remove = useMutation({
    mutationFn: () => api.deleteConnection(connection.id),
    onSuccess: onClose,
    onError: refuse,
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections', connection.channel_id] }),
  })
  return (
    <ConfirmModal title={text('connections.delete')} action={text('connections.delete')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      {text('connections.delete_help')}
    </ConfirmModal>
  )
}
