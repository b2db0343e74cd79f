import { useState, type DragEvent, type ReactNode } from 'react'
import styles from './Composer.module.css'

interface DropPlaceProps {
  note: boolean
  onFiles: ((files: readonly File[]) => void) | null
  children: ReactNode
}

/** The frame of the composer; files may be dropped anywhere on it. */
export function DropPlace({ note, onFiles, children }: DropPlaceProps) {
  const [over, setOver] = useState(false)
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles?.([...event.dataTransfer.files])
  }
  return (
    <div
      className={styles.composer}
      data-note={note || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(onFiles !== null && event.dataTransfer.types.includes('Files'))
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      {children}
    </div>
  )
}
