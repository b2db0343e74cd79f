import type { Channel, Connection } from '@openline/api'
import { Button, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { refusalText } from '../../app/refusal'
import { toast } from '../../app/toasts'
import { useText, type Text } from '../../i18n/text'
import { Notice } from '../channels/setup/Notice'
import { installed } from '../channels/setup/steps'
import styles from './ContactCenter.module.css'

const WIDGET = 'webchat'

interface MovedProps {
  connections: readonly Connection[]
  publicUrl: string
  channels: readonly Channel[]
}

/** This server has another address: what platforms hold is told to them anew at one press, what sites hold is listed. */
export function Moved({ connections, publicUrl, channels }: MovedProps) {
  const text = useText()
  const called = connections.filter(({ connector }) => connector !== WIDGET)
  const sites = connections.filter(({ connector }) => connector === WIDGET)
  const { done, problems, run } = useInstallAll(called)
  const nameOf = (one: Connection) => one.account?.name ?? channels.find(({ id }) => id === one.channel_id)?.name ?? one.name
  return (
    <div className={styles.moved}>
      <Notice tone="danger" title={text('center.moved', { url: publicUrl })}>
        <p className={styles.about}>{text('center.moved_help', { count: connections.length })}</p>
        {called.length > 0 && (
          <div className={styles.all}>
            <Button loading={done !== null} onClick={() => void run()}>{text('center.install_all', { count: called.length })}</Button>
            {done !== null && <Progress className={styles.progress} value={(100 * done) / called.length} aria-label={text('center.progress', { done, of: called.length })} />}
          </div>
        )}
        {problems.size > 0 && (
          <ul className={styles.problems} role="alert">
            {called.filter(({ id }) => problems.has(id)).map((one) => (
              <li key={one.id}><Place connection={one} name={nameOf(one)} /> — {problems.get(one.id)}</li>
            ))}
          </ul>
        )}
        {sites.length > 0 && (
          <>
            <p className={styles.about}>{text('center.moved_sites')}</p>
            <ul className={styles.problems}>{sites.map((one) => <li key={one.id}><Place connection={one} name={nameOf(one)} /></li>)}</ul>
          </>
        )}
      </Notice>
    </div>
  )
}

function Place({ connection, name }: { connection: Connection; name: string }) {
  return <Link className={styles.link} to="/channels/$channelId/$tab" params={{ channelId: connection.channel_id, tab: 'connections' }}>{name}</Link>
}

/** One after the other, so that what fails can be named and the rest goes on. `done`: how many, while it runs. */
function useInstallAll(connections: readonly Connection[]) {
  const text = useText()
  const api = useApi()
  const queries = useQueryClient()
  const [done, setDone] = useState<number | null>(null)
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const run = async () => {
    const found = new Map<string, string>()
    setProblems(found)
    for (const [index, one] of connections.entries()) {
      setDone(index)
      const problem = await problemOf(text, () => api.installConnection(one.id))
      if (problem !== null) found.set(one.id, problem)
    }
    setDone(null)
    setProblems(new Map(found))
    await queries.invalidateQueries({ queryKey: ['connections'] })
    if (found.size === 0) toast(text('center.installed', { count: connections.length }))
  }
  return { done, problems, run }
}

async function problemOf(text: Text, install: () => Promise<Connection>): Promise<string | null> {
  try {
    return installed(await install()) ? null : text('center.not_installed')
  } catch (error) {
    return refusalText(text, error)
  }
}
