import { file, message } from '@openline/stream/testing'
import { describe, expect, it } from 'vitest'
import { isOfAlbum, largest, shapeOf, smallest, viewable } from './shown'

describe('a file is shown as', () => {
  it.each([
    ['a picture', {}, 'picture'],
    ['a picture that browsers draw only small', { type: 'image/heic', thumb_url: '/t' }, 'picture'],
    ['a file, where nothing can draw it', { type: 'image/heic' }, 'paper'],
    ['a video', { kind: 'video', type: 'video/mp4' }, 'video'],
    ['a file, where no browser plays it', { kind: 'video', type: 'video/quicktime' }, 'paper'],
    ['a circle', { kind: 'video', type: 'video/mp4', name: 'video_note.mp4', width: 240, height: 240, duration_ms: 9_000 }, 'round'],
    ['a voice', { kind: 'voice', type: 'audio/ogg' }, 'sound'],
    ['a sticker', { kind: 'sticker', type: 'image/webp' }, 'sticker'],
    ['a file, where a sticker needs a player of its own', { kind: 'sticker', type: 'application/gzip' }, 'paper'],
    ['a file', { kind: 'document', type: 'image/png' }, 'paper'],
    ['a notice, until it is here', { state: 'fetching' }, 'notice'],
    ['a notice, when it never will be', { state: 'blocked', reason: 'infected:Eicar' }, 'notice'],
  ] as const)('%s', (_, change, shape) => {
    expect(shapeOf(file(change))).toBe(shape)
  })
})

it('keeps the cell of a picture that is still on its way', () => {
  const states = (['ready', 'fetching', 'scanning', 'refused'] as const).map((state) => isOfAlbum(file({ state })))
  expect(states).toEqual([true, true, true, false])
})

it('looks at the small one first, and at a moving one as it is', () => {
  const picture = file({ thumb_url: '/thumb', preview_url: '/preview' })
  expect([smallest(picture), largest(picture)]).toEqual(['/thumb', '/preview'])
  expect([smallest(file()), largest(file())]).toEqual(['/files/900', '/files/900'])
  expect(largest({ ...picture, type: 'image/gif' })).toBe('/files/900')
})

it('leafs through what can be looked at, in order', () => {
  const first = message({ id: '1', files: [file({ id: 'a' }), file({ id: 'paper', kind: 'document', type: 'application/pdf' })] })
  const second = message({ id: '2', files: [file({ id: 'b', kind: 'video', type: 'video/mp4' }), file({ id: 'c', state: 'refused' })] })
  expect(viewable([first, second]).map(({ file: { id } }) => id)).toEqual(['a', 'b'])
})
