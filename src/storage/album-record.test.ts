import { expect, it } from 'vitest'
import { EMPTY_ALBUM, NEW_ENTRY } from '../store/album'
import { parseAlbum, readAlbum, writeAlbum } from './album-record'
import { textStorage } from './testing/text-storage'

it('comes back as it was written', () => {
  const storage = textStorage()
  const record = {
    trackIds: ['a', 'b'],
    plan: {
      ...EMPTY_ALBUM,
      title: 'Fünf',
      loudness: 'loudest' as const,
      order: ['b', 'a'],
      entries: { a: { ...NEW_ENTRY, gapBeforeS: -1, fadeOutS: 0.5 } },
    },
  }
  writeAlbum(storage, record)
  expect(readAlbum(storage)).toEqual(record)
})

it('takes what is legal of a damaged record, and nothing of what is none', () => {
  const plan = {
    title: 5,
    loudness: 'loud',
    targetLufs: 'x',
    order: ['a', 3],
    entries: { a: null },
  }
  expect(parseAlbum({ plan, trackIds: 'a' })).toEqual({
    trackIds: [],
    plan: { ...EMPTY_ALBUM, order: ['a'], entries: { a: NEW_ENTRY } },
  })
  const entries = { a: { ...NEW_ENTRY, fadeInS: -3, gapBeforeS: Number.NaN } }
  expect(parseAlbum({ plan: { entries } })?.plan.entries).toEqual({ a: NEW_ENTRY })
  for (const none of [null, 4, 'text', [], {}, { plan: null }]) expect(parseAlbum(none)).toBeNull()
  const storage = textStorage()
  storage.setItem('trackmaster.album.1', '{')
  expect(readAlbum(storage)).toBeNull()
  expect(readAlbum(null)).toBeNull()
})
