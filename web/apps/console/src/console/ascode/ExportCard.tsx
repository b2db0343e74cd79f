import { Button, Select, Textarea } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { allPages } from '../../app/allPages'
import { useApi } from '../../app/core'
import { copied } from '../../app/copied'
import { useRefusal } from '../../app/refusal'
import { save } from '../../app/save'
import { toast } from '../../app/toasts'
import { useText } from '../../i18n/text'
import { Card } from '../../parts/Page'
import styles from './AsCode.module.css'
import { useAsCodeApi } from './useAsCode'

const ALL = 'all'

/** One channel or all as a document, to be read, copied or kept. */
export function ExportCard({ channel, onEdit }: { channel: string | undefined; onEdit: (document: string) => void }) {
  const text = useText()
  const api = useApi()
  const asCode = useAsCodeApi()
  const refuse = useRefusal()
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => allPages(api.channels) })
  const [chosen, setChosen] = useState(channel ?? ALL)
  const choices = [
    { value: ALL, label: text('ascode.all') },
    ...(channels.data?.items ?? []).map(({ id, name, number }) => ({ value: id, label: `${name} (#${number})` })),
  ]
  const show = useMutation({ mutationFn: () => asCode.export(chosen === ALL ? null : chosen), onError: refuse })
  return (
    <Card title={text('ascode.export')} lead={text('ascode.export_lead')}>
      <div className={styles.form}>
        <div className={styles.row}>
          <Select
            className={styles.grow} label={text('ascode.what')} data={choices} value={chosen} searchable allowDeselect={false}
            nothingFoundMessage={text('ascode.none_found')} error={channels.error ? text('error.network') : null}
            onChange={(next) => {
              setChosen(next ?? ALL)
              show.reset()
            }}
          />
          <Button loading={show.isPending} onClick={() => show.mutate()}>{text('ascode.show')}</Button>
        </div>
        {show.data && <Exported document={show.data.document} onEdit={onEdit} />}
      </div>
    </Card>
  )
}

function Exported({ document, onEdit }: { document: string; onEdit: (document: string) => void }) {
  const text = useText()
  const field = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    const done = await copied(document)
    if (!done) field.current?.select()
    toast(text(done ? 'copy.done' : 'copy.by_hand'))
  }
  return (
    <>
      <Textarea className={styles.document} ref={field} label={text('ascode.document')} value={document} readOnly rows={14} spellCheck={false} />
      <div className={styles.row}>
        <Button variant="default" leftSection={<Icon name="copy" size={16} />} onClick={() => void copy()}>{text('copy.copy')}</Button>
        <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save('openline-settings.yaml', 'application/yaml', document)}>{text('ascode.download')}</Button>
        <Button variant="subtle" leftSection={<Icon name="edit" size={16} />} onClick={() => onEdit(document)}>{text('ascode.edit')}</Button>
      </div>
    </>
  )
}
