import { describe, expect, it } from 'vitest'
import { isStorageFull } from './audio-store'
import type { WorkRecord } from './saved-track'
import { fakeLife, MemoryAudio, MemoryRecords } from './testing/memory-storage'
import { Keep } from './track-storage'

const recordOf = (id: string, patch: Partial<WorkRecord> = {}): WorkRecord => ({
  version: 1,
  id,
  name: `${id}.wav`,
  sizeBytes: 4,
  pageId: 'p',
  savedAtMs: 0,
  position: 0,
  selected: false,
  hasAudio: true,
  setAside: false,
  history: null,
  loopRegion: null,
  ...patch,
})

const file = (id: string, text = 'wave'): File => new File([text], `${id}.wav`)

const setUp = () => {
  const records = new MemoryRecords()
  const audio = new MemoryAudio()
  const refusals: unknown[] = []
  const parts = { records, audio, life: fakeLife('p') }
  return { records, audio, refusals, keep: new Keep(parts, (error) => refusals.push(error)) }
}

describe('what is kept', () => {
  it('is listed in the order of the track list, with the size of the audio', async () => {
    const { keep } = setUp()
    keep.save(recordOf('b', { position: 1 }))
    keep.save(recordOf('a', { position: 0 }))
    await keep.saveAudio('a', file('a'))
    const { works, dropped } = await keep.list()
    expect(works.map(({ record, audioBytes }) => [record.id, audioBytes])).toEqual([
      ['a', 4],
      ['b', 0],
    ])
    expect(dropped).toBe(0)
  })

  it('drops damaged records with their audio, once, and leaves newer ones alone', async () => {
    const { keep, records, audio } = setUp()
    records.values.set('x', 'nonsense')
    records.values.set('y', recordOf('not y'))
    records.values.set('z', { ...recordOf('z'), version: 99 })
    audio.files.set('x', file('x')).set('z', file('z')).set('nobody', file('nobody'))
    expect(await keep.list()).toEqual({ works: [], dropped: 2 })
    expect(await keep.list()).toEqual({ works: [], dropped: 0 })
    expect([...records.values.keys()]).toEqual(['z'])
    expect([...audio.files.keys()]).toEqual(['z'])
  })

  it('gives back a file only when all of its bytes are there', async () => {
    const { keep, audio } = setUp()
    await keep.saveAudio('a', file('a'))
    expect((await keep.fileOf(recordOf('a')))?.name).toBe('a.wav')
    expect(await keep.fileOf(recordOf('a', { hasAudio: false }))).toBeNull()
    audio.files.set('a', file('a', 'wa'))
    expect(await keep.fileOf(recordOf('a'))).toBeNull()
    expect(await keep.fileOf(recordOf('b'))).toBeNull()
  })

  it('makes room by what was set aside, oldest first, and nothing else', async () => {
    const { keep, audio } = setUp()
    audio.quotaBytes = 12
    for (const [id, savedAtMs, setAside] of [
      ['kept', 0, false],
      ['new', 2, true],
      ['old', 1, true],
    ] as const) {
      keep.save(recordOf(id, { savedAtMs, setAside }))
      await keep.saveAudio(id, file(id))
    }
    keep.save(recordOf('more', { savedAtMs: 3 }))
    expect(await keep.saveAudio('more', file('more'))).toBe('stored')
    expect([...audio.files.keys()]).toEqual(['kept', 'new', 'more'])
    expect(await keep.saveAudio('huge', file('huge', 'a dozen bytes'))).toBe('full')
    expect([...audio.files.keys()]).toEqual(['kept', 'more'])
  })

  it('forgets a track altogether', async () => {
    const { keep, records, audio } = setUp()
    keep.save(recordOf('a'))
    await keep.saveAudio('a', file('a'))
    await keep.forget('a')
    expect(records.values.size + audio.files.size).toBe(0)
  })

  it('tells of refused records instead of throwing', async () => {
    const { keep, records, refusals } = setUp()
    records.refuse = new DOMException('no room', 'QuotaExceededError')
    keep.save(recordOf('a'))
    await keep.flush()
    expect(refusals.map(isStorageFull)).toEqual([true])
  })
})
