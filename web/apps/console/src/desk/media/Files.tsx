import type { StoredFile } from '@openline/api'
import { Loader } from '@mantine/core'
import { useText } from '../../i18n/text'
import { FileNotice } from './FileNotice'
import styles from './media.module.css'
import { Paper } from './Paper'
import { Picture } from './Picture'
import { isOfAlbum, isVisual, shapeOf } from './shown'
import { SoundPlayer } from './SoundPlayer'
import { Sticker } from './Sticker'

/** The files of a message, or of all messages of an album: pictures together as a grid, the rest below. */
export function Files({ files }: { files: readonly StoredFile[] }) {
  const visual = files.filter(isOfAlbum)
  if (visual.length < 2) return files.map((file) => <FileView key={file.id} file={file} />)
  return (
    <>
      <Album files={visual} />
      {files.filter((file) => !isOfAlbum(file)).map((file) => <FileView key={file.id} file={file} />)}
    </>
  )
}

function Album({ files }: { files: readonly StoredFile[] }) {
  const text = useText()
  return (
    <div className={styles.album} data-count={files.length} role="group" aria-label={text('media.album', { count: files.length })}>
      {files.map((file) => (isVisual(file) ? <Picture key={file.id} file={file} cell /> : <Coming key={file.id} file={file} />))}
    </div>
  )
}

/** The cell of a picture that is not here yet. */
function Coming({ file }: { file: StoredFile }) {
  const text = useText()
  const label = text(file.state === 'scanning' ? 'file.state.scanning' : 'file.state.fetching')
  return <span className={styles.coming} role="img" aria-label={label} title={label}><Loader size={18} color="gray" /></span>
}

function FileView({ file }: { file: StoredFile }) {
  switch (shapeOf(file)) {
    case 'picture':
    case 'video':
    case 'round':
      return <Picture file={file} />
    case 'sound':
      return <SoundPlayer file={file} />
    case 'sticker':
      return <Sticker file={file} />
    case 'paper':
      return <Paper file={file} />
    case 'notice':
      return <FileNotice file={file} />
  }
}
