import { Button } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useEffect, useState } from 'react'
import { useNow } from '../app/useNow'
import { useCore } from '../app/core'
import { toDoor } from '../app/toDoor'
import { useRouter } from '@tanstack/react-router'
import { useText } from '../i18n/text'
import { useLinkStatus, useLive } from './LiveProvider'
import styles from './Sidebar.module.css'

/** A blip shorter than this is nobody's business. */
const QUIET_MS = 1_500

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine)
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return offline
}

/** The login ended on the server: the door, and back here after it. */
function useDoorWhenSignedOut(gone: boolean): void {
  const { queries } = useCore()
  const router = useRouter()
  useEffect(() => {
    if (gone) toDoor(router, queries)
  }, [gone, queries, router])
}

export function Banner() {
  const status = useLinkStatus()
  const down = status.kind !== 'online'
  const [shown, setShown] = useState(false)
  useDoorWhenSignedOut(status.kind === 'stopped' && status.cause === 'signed_out')
  useEffect(() => {
    const timer = setTimeout(() => setShown(down), down ? QUIET_MS : 0)
    return () => clearTimeout(timer)
  }, [down])
  return shown && down ? <BannerText /> : null
}

function BannerText() {
  const text = useText()
  const status = useLinkStatus()
  const { live } = useLive()
  const now = useNow()
  const offline = useOffline()
  if (status.kind === 'stopped') {
    return (
      <div className={styles.banner} data-tone="danger" role="alert">
        <Icon name="alert" size={16} />
        <span>{text('link_status.forbidden')}</span>
      </div>
    )
  }
  const seconds = status.kind === 'waiting' ? Math.max(0, Math.ceil((status.nextAt - now) / 1000)) : 0
  const cause = status.kind === 'waiting' ? status.cause : 'network'
  return (
    <div className={styles.banner}>
      <Icon name="retry" size={16} />
      <span role="status">{offline ? text('link_status.offline') : text(`link_status.${cause}`)}</span>
      {seconds > 0 && <span aria-hidden>{text('link_status.next', { seconds })}</span>}
      <Button size="compact-xs" variant="default" onClick={live.wake}>{text('link_status.now')}</Button>
    </div>
  )
}
