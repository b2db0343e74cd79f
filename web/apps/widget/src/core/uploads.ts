/** Files on their way up: each with its progress, each can be called off or tried again. */
import type { Answer } from '../net/api'
import type { StoredFile } from '../net/wire'
import type { Alert, Attachment } from './state'

export interface UploadDeps {
  limits: () => { file: number; files: number }
  upload: (file: File, progress: (part: number) => void, signal: AbortSignal) => Promise<Answer<StoredFile>>
  changed: (attachments: readonly Attachment[]) => void
  alert: (alert: Alert) => void
  newId: () => string
}

export interface Uploads {
  add: (files: Iterable<File>) => void
  retry: (id: string) => void
  remove: (ids: readonly string[]) => void
}

interface Job {
  shown: Attachment
  file: File
  stop: AbortController
}

const TOO_LARGE = 413

export function createUploads({ limits, upload, changed, alert, newId }: UploadDeps): Uploads {
  let jobs: readonly Job[] = []

  function set(next: readonly Job[]) {
    jobs = next
    changed(jobs.map(({ shown }) => shown))
  }

  function show(job: Job, part: Partial<Attachment>) {
    job.shown = { ...job.shown, ...part }
    set(jobs)
  }

  function remove(ids: readonly string[]) {
    const gone = jobs.filter(({ shown }) => ids.includes(shown.id))
    set(jobs.filter((job) => !gone.includes(job)))
    gone.forEach(({ stop }) => stop.abort())
  }

  async function run(job: Job) {
    const { file, stop, shown } = job
    show(job, { phase: 'uploading', progress: 0 })
    const answer = await upload(file, (progress) => show(job, { progress }), stop.signal)
    if (stop.signal.aborted) return
    if (answer.kind === 'ok') return show(job, { phase: 'done', file: answer.value })
    const tooLarge = answer.kind === 'refused' && answer.status === TOO_LARGE
    if (tooLarge) remove([shown.id])
    else show(job, { phase: 'failed' })
    alert({ kind: tooLarge ? 'too_large' : 'upload_failed', name: file.name })
  }

  function add(file: File) {
    const shown: Attachment = { id: newId(), name: file.name, size: file.size, progress: 0, phase: 'uploading', file: null }
    const job = { shown, file, stop: new AbortController() }
    jobs = [...jobs, job]
    void run(job)
  }

  return {
    remove,
    add(files) {
      for (const file of files) {
        if (jobs.length >= limits().files) return alert({ kind: 'too_many' })
        if (file.size > limits().file) alert({ kind: 'too_large', name: file.name })
        else add(file)
      }
    },
    retry(id) {
      const job = jobs.find(({ shown }) => shown.id === id)
      if (job?.shown.phase === 'failed') void run(job)
    },
  }
}
