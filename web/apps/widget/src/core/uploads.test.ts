import { describe, expect, it } from 'vitest'
import type { Answer } from '../net/api'
import type { StoredFile } from '../net/wire'
import { held, settled, type Held } from '../testing/fakes'
import type { Alert, Attachment } from './state'
import { createUploads } from './uploads'

const STORED: StoredFile = { id: '9', name: 'a.txt', size: 1, type: 'text/plain', width: null, height: null, url: '/f/9', inline: false, preview_url: null, state: 'ready' }
const file = (name: string, size = 1) => new File(['x'.repeat(size)], name)

function setUp() {
  const calls: { file: File; progress: (part: number) => void; signal: AbortSignal; held: Held<Answer<StoredFile>> }[] = []
  const seen = { all: [] as readonly Attachment[], alerts: [] as Alert[], ids: 0 }
  const uploads = createUploads({
    limits: () => ({ file: 10, files: 2 }),
    upload(sent, progress, signal) {
      const one = held<Answer<StoredFile>>()
      calls.push({ file: sent, progress, signal, held: one })
      return one.promise
    },
    changed: (all) => (seen.all = all),
    alert: (alert) => seen.alerts.push(alert),
    newId: () => `f${(seen.ids += 1)}`,
  })
  const answer = async (value: Answer<StoredFile>) => {
    calls.at(-1)?.held.answer(value)
    await settled()
  }
  return { uploads, calls, seen, answer }
}

describe('a file', () => {
  it('goes up with its progress', async () => {
    const { uploads, calls, seen, answer } = setUp()
    uploads.add([file('a.txt')])
    calls[0]?.progress(0.5)
    expect(seen.all).toMatchObject([{ name: 'a.txt', phase: 'uploading', progress: 0.5 }])
    await answer({ kind: 'ok', value: STORED })
    expect(seen.all).toMatchObject([{ phase: 'done', file: STORED }])
  })

  it('that is too large is not even sent', () => {
    const { uploads, calls, seen } = setUp()
    uploads.add([file('big', 11), file('small')])
    expect(calls.map(({ file: sent }) => sent.name)).toEqual(['small'])
    expect(seen.alerts).toEqual([{ kind: 'too_large', name: 'big' }])
  })

  it('that the server finds too large goes away', async () => {
    const { uploads, seen, answer } = setUp()
    uploads.add([file('a.txt')])
    await answer({ kind: 'refused', status: 413, code: '', retryAfterS: null })
    expect(seen.all).toEqual([])
    expect(seen.alerts).toEqual([{ kind: 'too_large', name: 'a.txt' }])
  })

  it('that failed can be tried again', async () => {
    const { uploads, calls, seen, answer } = setUp()
    uploads.add([file('a.txt')])
    await answer({ kind: 'unreachable' })
    expect(seen.all).toMatchObject([{ phase: 'failed' }])
    uploads.retry(seen.all[0]?.id ?? '')
    await answer({ kind: 'ok', value: STORED })
    expect(calls).toHaveLength(2)
    expect(seen.all).toMatchObject([{ phase: 'done' }])
  })

  it('that is taken away stops going up', async () => {
    const { uploads, calls, seen, answer } = setUp()
    uploads.add([file('a.txt')])
    uploads.remove([seen.all[0]?.id ?? ''])
    expect(calls[0]?.signal.aborted).toBe(true)
    await answer({ kind: 'unreachable' })
    expect(seen).toMatchObject({ all: [], alerts: [] })
  })

  it('more than a message holds is refused', () => {
    const { uploads, calls, seen } = setUp()
    uploads.add([file('a'), file('b'), file('c')])
    expect(calls).toHaveLength(2)
    expect(seen.alerts).toEqual([{ kind: 'too_many' }])
  })
})
