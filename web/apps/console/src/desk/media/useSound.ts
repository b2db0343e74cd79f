/** One sound at a time, at the speed its listener likes. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Store } from '@openline/stream'
import { keep, kept } from '../../app/kept'
import { nextSpeed, speedFrom, type Speed } from './waves'

const SPEED = 'voice.speed'
const speed = new Store<Speed>(speedFrom(kept(SPEED)))
let playing: HTMLAudioElement | null = null

export function useSpeed(): [Speed, () => void] {
  const now = useSyncExternalStore(speed.subscribe, speed.get)
  const change = useCallback(() => {
    speed.set(nextSpeed(speed.get()))
    keep(SPEED, String(speed.get()))
  }, [])
  return [now, change]
}

export interface Sound {
  ref: React.RefObject<HTMLAudioElement | null>
  playing: boolean
  /** Asked to play, and the bytes are not here yet. */
  waiting: boolean
  failed: boolean
  at: number
  duration: number
  toggle: () => void
  seek: (second: number) => void
}

const STILL = { playing: false, waiting: false, failed: false, at: 0 }

export function useSound(knownMs: number | null): Sound {
  const ref = useRef<HTMLAudioElement>(null)
  const [state, setState] = useState(STILL)
  const [found, setFound] = useState<number | null>(null)
  const [rate] = useSpeed()
  const duration = found ?? (knownMs ?? 0) / 1000
  useEffect(() => {
    const audio = ref.current
    return audio ? listen(audio, (change) => setState((before) => ({ ...before, ...change })), setFound) : undefined
  }, [])
  useEffect(() => {
    if (ref.current) ref.current.playbackRate = rate
  }, [rate, state.playing])
  const toggle = useCallback(() => {
    const audio = ref.current
    if (!audio) return
    if (!audio.paused) return audio.pause()
    if (playing !== audio) playing?.pause()
    playing = audio
    setState((before) => ({ ...before, failed: false, waiting: true }))
    if (audio.error) audio.load()
    audio.play().catch(() => setState((before) => ({ ...before, waiting: false }))) // `error` says the rest
  }, [])
  const seek = useCallback((second: number) => {
    if (!ref.current) return
    ref.current.currentTime = second
    setState((before) => ({ ...before, at: second }))
  }, [])
  return { ref, ...state, duration, toggle, seek }
}

function listen(audio: HTMLAudioElement, tell: (change: Partial<typeof STILL>) => void, setFound: (seconds: number) => void): () => void {
  const heard: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
    playing: () => tell({ playing: true, waiting: false, failed: false }),
    waiting: () => tell({ waiting: true }),
    pause: () => tell({ playing: false, waiting: false }),
    ended: () => tell({ playing: false, waiting: false, at: 0 }),
    timeupdate: () => tell({ at: audio.currentTime }),
    error: () => tell({ playing: false, waiting: false, failed: true }),
    durationchange: () => {
      if (Number.isFinite(audio.duration)) setFound(audio.duration)
    },
  }
  for (const [name, hear] of Object.entries(heard)) audio.addEventListener(name, hear)
  return () => {
    for (const [name, hear] of Object.entries(heard)) audio.removeEventListener(name, hear)
    audio.pause()
    if (playing === audio) playing = null
  }
}
