import type { StoredFile } from '@openline/api'
import { ActionIcon } from '@mantine/core'
import { Icon } from '@openline/ui'
import { useMemo, type KeyboardEvent, type PointerEvent } from 'react'
import { useText } from '../../i18n/text'
import { clock } from '../../i18n/times'
import styles from './media.module.css'
import { useSound, useSpeed, type Sound } from './useSound'
import { bars, sought } from './waves'

/** Voice messages and music: fetched only when somebody wants to hear them. */
export function SoundPlayer({ file }: { file: StoredFile }) {
  const text = useText()
  const sound = useSound(file.duration_ms)
  const [speed, changeSpeed] = useSpeed()
  const voice = file.kind === 'voice'
  const label = voice ? text('media.voice') : text('media.sound', { name: file.name })
  return (
    <div className={styles.sound} role="group" aria-label={label}>
      {!voice && <b className={styles.soundName}>{file.name}</b>}
      <div className={styles.soundLine}>
        <ActionIcon
          radius="xl" size="lg" loading={sound.waiting}
          aria-label={text(sound.playing ? 'media.pause' : 'media.play')} onClick={sound.toggle}
        >
          <Icon name={sound.playing ? 'pause' : 'play'} size={18} />
        </ActionIcon>
        <Waves file={file} sound={sound} />
        <span className={styles.soundTime}>{clock(sound.playing || sound.at > 0 ? sound.at : sound.duration)}</span>
        <button type="button" className={styles.speed} onClick={changeSpeed} aria-label={text('media.speed', { speed })}>
          {speed}×
        </button>
      </div>
      {sound.failed && (
        <small className={styles.problem} role="alert">
          {text('media.not_playable')} <a href={file.url} download={file.name}>{text('media.download')}</a>
        </small>
      )}
      {/* What was said has no written form; the controls around it are ours. */}
      <audio ref={sound.ref} src={file.url} preload="none" />
    </div>
  )
}

function Waves({ file, sound }: { file: StoredFile; sound: Sound }) {
  const text = useText()
  const heights = useMemo(() => bars(file.waveform), [file.waveform])
  const share = sound.duration > 0 ? sound.at / sound.duration : 0
  const pressed = (event: KeyboardEvent) => {
    const place = sought(event.key, sound.at, sound.duration)
    if (place !== null) sound.seek(place)
    else if (event.key === ' ') sound.toggle()
    else return
    event.preventDefault()
  }
  const pointed = (event: PointerEvent<HTMLDivElement>) => {
    const { left, right, width } = event.currentTarget.getBoundingClientRect()
    const along = getComputedStyle(event.currentTarget).direction === 'rtl' ? right - event.clientX : event.clientX - left
    if (width > 0) sound.seek((Math.max(0, along) / width) * sound.duration)
  }
  return (
    <div
      className={styles.waves} role="slider" tabIndex={0} aria-label={text('media.position')} onKeyDown={pressed} onPointerDown={pointed}
      aria-valuemin={0} aria-valuemax={Math.round(sound.duration)} aria-valuenow={Math.round(sound.at)}
      aria-valuetext={text('media.position_of', { at: clock(sound.at), duration: clock(sound.duration) })}
    >
      {heights.map((height, index) => (
        <i key={index} data-heard={index / heights.length < share || undefined} style={{ blockSize: `${Math.round(height * 100)}%` }} />
      ))}
    </div>
  )
}
