import type { Conversation, Session } from '@openline/api'
import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { useText } from '../../i18n/text'
import { QueryState } from '../../parts/QueryState'
import { Decisions } from './Decisions'
import styles from './Life.module.css'

/** Opens why a session is where it is. */
export function WhyButton({ row, session }: { row: Conversation; session: Session }) {
  const text = useText()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" className={styles.action} onClick={() => setOpened(true)}>{text('why.open')}</Button>
      {opened && <Why row={row} session={session} onClose={() => setOpened(false)} />}
    </>
  )
}

/** Asked anew whenever the session moves on: what it says is of now. */
function Why({ row, session, onClose }: { row: Conversation; session: Session; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const { id, phase, owner_id: owner, offer } = session
  const query = useQuery({
    queryKey: ['routing', id, row.channel_id, phase, owner, offer?.agent_id, offer?.offered_at],
    queryFn: () => api.routing(id), gcTime: 0, refetchOnMount: 'always',
  })
  return (
    <Modal opened onClose={onClose} title={text('why.open')} closeButtonProps={{ 'aria-label': text('action.close') }}>
      <QueryState query={query}>{(routing) => <Decisions routing={routing} />}</QueryState>
    </Modal>
  )
}
