import { describe, expect, it } from 'vitest'
import { isStorageFull } from './audio-store'
import type { SavedTrack } from './saved-track'
import { fakeLife, MemoryAudio, MemoryRecords } from './testing/memory-storage'
import { TrackStorage } from './track-storage'

const recordOf = (id: string, patch: Partial<SavedTrack> = {}): SavedTrack => ({
  version: 1,
  id,
  name: `${id}.wav`,
  sizeBytes: 4,
  pageId: 'p',
  savedAtMs: 0,
  position: 0,
  selected: false,
  hasAudio: true,
  dismissed: false,
  history: null,
  loopRegion: null,
  tagEdits: null,
  channels: null,
  ...patch,
})

const file = (id: string, text = 'wave'): File => new File([text], `${id}.wav`)

const setUp = () => {
  const records = new MemoryRecords()
  const audio = new MemoryAudio()
  const refusals: unknown[] = []
  const parts = { records, audio, life: fakeLife('p') }
  return {
    records,
    audio,
    refusals,
    storage: new TrackStorage(parts, (error) => refusals.push(error)),
  }
}

describe('what is saved', () => {
  it('is listed in the order of the track list, with the size of the audio', async () => {
    const { storage } = setUp()
    storage.save(recordOf('b', { position: 1 }))
    storage.save(recordOf('a', { position: 0 }))
    await storage.saveAudio('a', file('a'))
    const { entries, dropped } = await storage.list()
    expect(entries.map(({ record, audioBytes }) => [record.id, audioBytes])).toEqual([
      ['a', 4],
      ['b', 0],
    ])
    expect(dropped).toBe(0)
  })

  it('drops damaged records with their audio, once, and leaves newer ones alone', async () => {
    const { storage, records, audio } = setUp()
    records.values.set('x', 'nonsense')
    records.values.set('y', recordOf('not y'))
    records.values.set('z', { ...recordOf('z'), version: 99 })
    audio.files.set('x', file('x')).set('z', file('z')).set('nobody', file('nobody'))
    expect(await storage.list()).toEqual({ entries: [], dropped: 2 })
    expect(await storage.list()).toEqual({ entries: [], dropped: 0 })
    expect([...records.values.keys()]).toEqual(['z'])
    expect([...audio.files.keys()]).toEqual(['z'])
  })

  it('gives back a file only when all of its bytes are there', async () => {
    const { storage, audio } = setUp()
    await storage.saveAudio('a', file('a'))
    expect((await storage.fileOf(recordOf('a')))?.name).toBe('a.wav')
    expect(await storage.fileOf(recordOf('a', { hasAudio: false }))).toBeNull()
    audio.files.set('a', file('a', 'wa'))
    expect(await storage.fileOf(recordOf('a'))).toBeNull()
    expect(await storage.fileOf(recordOf('b'))).toBeNull()
  })

  it('makes room by what was dismissed, oldest first, and nothing else', async () => {
    const { storage, audio } = setUp()
    audio.quotaBytes = 12
    for (const [id, savedAtMs, dismissed] of [
      ['saved', 0, false],
      ['new', 2, true],
      ['old', 1, true],
    ] as const) {
      storage.save(recordOf(id, { savedAtMs, dismissed }))
      await storage.saveAudio(id, file(id))
    }
    storage.save(recordOf('more', { savedAtMs: 3 }))
    expect(await storage.saveAudio('more', file('more'))).toBe('stored')
    expect([...audio.files.keys()]).toEqual(['saved', 'new', 'more'])
    expect(await storage.saveAudio('huge', file('huge', 'a dozen bytes'))).toBe('full')
    expect([...audio.files.keys()]).toEqual(['saved', 'more'])
  })

  it('forgets a track altogether', async () => {
    const { storage, records, audio } = setUp()
    storage.save(recordOf('a'))
    await storage.saveAudio('a', file('a'))
    await storage.forget('a')
    expect(records.values.size + audio.files.size).toBe(0)
  })

  it('tells of refused records instead of throwing', async () => {
    const { storage, records, refusals } = setUp()
    records.refuse = new DOMException('no room', 'QuotaExceededError')
    storage.save(recordOf('a'))
    await storage.flush()
    expect(refusals.map(isStorageFull)).toEqual([true])
  })
})
