/** Two short notes, made here: no file to fetch, nothing for a content policy to forbid. */

const NOTES = [660, 880]
const NOTE_S = 0.12
const VOLUME = 0.08

let context: AudioContext | null = null

function play(audio: AudioContext, frequency: number, at: number) {
  const note = audio.createOscillator()
  const volume = audio.createGain()
  note.frequency.value = frequency
  volume.gain.setValueAtTime(VOLUME, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S)
  note.connect(volume).connect(audio.destination)
  note.start(at)
  note.stop(at + NOTE_S)
}

export function beep() {
  try {
    const audio = (context ??= new AudioContext())
    NOTES.forEach((frequency, index) => play(audio, frequency, audio.currentTime + index * NOTE_S))
  } catch {
    // no sound on this machine
  }
}
