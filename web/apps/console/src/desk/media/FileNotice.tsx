import type { StoredFile } from '@openline/api'
import { Loader } from '@mantine/core'
import { Icon, type IconName } from '@openline/ui'
import { useText, useWords } from '../../i18n/text'
import styles from './media.module.css'

const ICONS: Record<StoredFile['state'], IconName> = {
  ready: 'file', fetching: 'download', scanning: 'shield', blocked: 'shield', refused: 'alert',
}

/** A file that is not here: on its way, being looked through, or never to be had, and why. */
export function FileNotice({ file }: { file: StoredFile }) {
  const text = useText()
  const why = useWhy()
  const passing = file.state === 'fetching' || file.state === 'scanning'
  return (
    <div className={styles.notice} data-state={file.state}>
      {passing ? <Loader size={18} color="gray" aria-hidden /> : <Icon name={ICONS[file.state]} size={20} />}
      <span>
        <b>{file.name || text(`media.kind.${file.kind}`)}</b>
        <small>{file.state !== 'ready' && text(`file.state.${file.state}`)}{file.reason ? ` ${why(file.reason)}` : ''}</small>
      </span>
    </div>
  )
}

/** `infected:Eicar` carries the name of what was found. */
export function useWhy(): (reason: string) => string {
  const words = useWords()
  return (reason) => {
    const [code = '', name] = reason.split(':')
    const said = words('file_reason', code) ?? code
    return name ? `${said} (${name})` : said
  }
}
