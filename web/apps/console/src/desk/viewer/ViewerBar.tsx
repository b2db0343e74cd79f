import { ActionIcon } from '@mantine/core'
import { Icon } from '@openline/ui'
import type { ReactNode, Ref } from 'react'
import { useIntl } from 'react-intl'
import { useText } from '../../i18n/text'
import type { Viewed } from '../media/shown'
import styles from './Viewer.module.css'
import { NEAREST } from './zoom'

interface BarProps {
  item: Viewed
  place: number
  count: number
  by: ReactNode
  saveRef: Ref<HTMLAnchorElement>
  zoom: number
  /** Null for what cannot be looked at nearer. */
  onZoom: ((steps: number) => void) | null
  onClose: () => void
}

export function ViewerBar({ item: { file }, place, count, by, saveRef, zoom, onZoom, onClose }: BarProps) {
  const text = useText()
  const intl = useIntl()
  return (
    <header className={styles.bar}>
      <div className={styles.what}>
        <b>{file.name}</b>
        <span>{by}</span>
      </div>
      {count > 1 && <span className={styles.count} role="status">{text('viewer.place', { place, count })}</span>}
      {onZoom && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={text('viewer.farther')} disabled={zoom <= 1} onClick={() => onZoom(-1)}>
            <Icon name="minus" />
          </ActionIcon>
          <span className={styles.count}>{intl.formatNumber(zoom, { style: 'percent' })}</span>
          <ActionIcon variant="subtle" color="gray" aria-label={text('viewer.nearer')} disabled={zoom >= NEAREST} onClick={() => onZoom(1)}>
            <Icon name="plus" />
          </ActionIcon>
        </>
      )}
      <ActionIcon
        variant="subtle" color="gray" aria-label={text('media.download')}
        renderRoot={(props) => <a {...props} ref={saveRef} href={file.url} download={file.name} />}
      >
        <Icon name="download" />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={text('action.close')} onClick={onClose} data-autofocus>
        <Icon name="x" />
      </ActionIcon>
    </header>
  )
}
