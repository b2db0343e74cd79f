/** Two small sounds made on the spot. Browsers keep a page mute until the person has touched it. */
type Note = readonly [frequency: number, at: number, length: number]

const OFFER: readonly Note[] = [[659, 0, 0.18], [880, 0.16, 0.18], [1047, 0.32, 0.34]]
const MESSAGE: readonly Note[] = [[784, 0, 0.16]]
const LOUDNESS = 0.12

export class Bell {
  private context: AudioContext | null = null

  /** From a gesture: only then may a page make sounds. */
  readonly unlock = (): void => {
    if (typeof AudioContext === 'undefined') return
    this.context ??= new AudioContext()
    if (this.context.state === 'suspended') void this.context.resume()
  }

  offer(): void {
    this.play(OFFER)
  }

  message(): void {
    this.play(MESSAGE)
  }

  close(): void {
    void this.context?.close()
    this.context = null
  }

  private play(notes: readonly Note[]): void {
    const { context } = this
    if (context?.state !== 'running') return
    for (const [frequency, at, length] of notes) {
      const tone = context.createOscillator()
      const gain = context.createGain()
      const start = context.currentTime + at
      tone.type = 'sine'
      tone.frequency.value = frequency
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015)
      gain.gain.exponentialRampToValueAtTime(0.001, start + length)
      tone.connect(gain).connect(context.destination)
      tone.start(start)
      tone.stop(start + length)
    }
  }
}
