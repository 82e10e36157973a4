import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshRecipe } from '../../chain/recipe'
import type { TrackFacts } from '../../core/track-facts'
import type { SavedTrack } from '../../storage/saved-track'
import { fakeLife, MemoryAudio, MemoryRecords } from '../../storage/testing/memory-storage'
import { TrackStorage } from '../../storage/track-storage'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { createAutosave } from './autosave'
import { createStorageErrors } from './storage-errors'

const recipe = freshRecipe({ destinationId: 'custom', styleId: 'balanced' })
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

/** One browser's storage, and pages that come and go. */
const browser = () => {
  const records = new MemoryRecords()
  const audio = new MemoryAudio()
  const living = new Set<string>()

  const page = (pageId: string) => {
    const studio = createStudio()
    living.add(pageId)
    const files = new Map<string, File>()
    const copies = new Map<string, File | null>()
    const restored: SavedTrack[] = []
    const opening = {
      fileOf: (id: string) => files.get(id),
      keepCopy: (id: string, copy: File | null) => void copies.set(id, copy),
      openSaved: (_file: File, record: SavedTrack) => void restored.push(record),
    }
    const storage = new TrackStorage({ records, audio, life: fakeLife(pageId, living) }, () => {})
    const autosave = createAutosave(studio, storage, opening, createStorageErrors(studio))
    const open = (id: string, text = 'wave'): void => {
      files.set(id, new File([text], `${id}.wav`))
      studio.addTrack(newTrack(id, `${id}.wav`))
      studio.patchTrack(id, { facts: {} as TrackFacts })
      studio.startRecipe(id, recipe)
    }
    const end = async (): Promise<void> => {
      await settled()
      await storage.flush()
      autosave.dispose()
      living.delete(pageId)
    }
    return { studio, storage, autosave, open, end, restored, copies }
  }
  return { records, audio, page }
}

describe('autosave', () => {
  beforeEach(() => {
    vi.stubGlobal('document', new EventTarget())
    vi.stubGlobal('addEventListener', () => {})
    vi.stubGlobal('removeEventListener', () => {})
  })
  afterEach(() => void vi.unstubAllGlobals())

  it('offers what an ended page left, and brings it back with its recipe and its bytes', async () => {
    const { page } = browser()
    const first = page('1')
    first.open('a')
    first.open('b')
    first.studio.editRecipe('b', { ...recipe, targetLufs: -9 }, 'target')
    expect(first.studio.getState().unsavedFiles).toBe(2)
    await first.end()
    expect(first.studio.getState().unsavedFiles).toBe(0)

    const second = page('2')
    await settled()
    expect(second.studio.getState().recoverable).toMatchObject([
      { id: 'a', name: 'a.wav', hasAudio: true, audioBytes: 4 },
      { id: 'b', name: 'b.wav', hasAudio: true },
    ])
    const restoring = second.autosave.restore(['a', 'b'])
    expect([second.studio.getState().restoring, second.restored.length]).toEqual([1, 0])
    await restoring
    expect(second.studio.getState().restoring).toBe(0)
    expect(second.studio.getState().recoverable).toEqual([])
    expect(second.restored.map(({ history }) => history?.present.targetLufs)).toEqual([-14, -9])
    await second.end()
  })

  it('lends the stored copy to whoever needs the file again, until it is deleted', async () => {
    const { page } = browser()
    const only = page('1')
    only.open('a', 'four')
    await only.end()
    const copy = only.copies.get('a')
    expect([copy?.name, await copy?.text()]).toEqual(['a.wav', 'four'])
    await only.autosave.forget(['a'])
    expect(only.copies.get('a')).toBeNull()
  })

  it('says what was put right in a stored chain that is not legal here', async () => {
    const { page, records } = browser()
    const first = page('1')
    first.open('a')
    await first.end()
    const backwards = { ...recipe, modules: [...recipe.modules].reverse() }
    const record = records.values.get('a') as SavedTrack
    records.values.set('a', { ...record, history: { ...record.history, present: backwards } })
    const second = page('2')
    await second.autosave.restore(['a'])
    expect(second.studio.getState().messages.map(({ kind, sentence }) => [kind, sentence])).toEqual(
      [
        [
          'note',
          expect.stringContaining('“a.wav” was put right: the modules are in a legal order'),
        ],
      ],
    )
    const [front, back] = [0, -1].map((at) => second.restored[0]?.history?.present.modules.at(at))
    expect([front?.id, back?.id]).toEqual(['declick', 'limiter'])
    await second.end()
  })

  it('does not offer the work of a page that lives', async () => {
    const { page } = browser()
    const first = page('1')
    first.open('a')
    await settled()
    await first.storage.flush()
    const second = page('2')
    await settled()
    expect(second.studio.getState().recoverable).toEqual([])
    await second.end()
    await first.end()
  })

  it('does not save a file that could not be decoded', async () => {
    const { page, records, audio } = browser()
    const first = page('1')
    first.studio.addTrack(newTrack('bad', 'bad.wav'))
    await settled()
    first.studio.removeTrack('bad')
    await first.end()
    expect(records.values.size + audio.files.size).toBe(0)
  })

  it('does not store again what was deleted by hand while it is open', async () => {
    const { page, records, audio } = browser()
    const first = page('1')
    first.open('a')
    await settled()
    await first.autosave.forget(['a'])
    first.studio.editRecipe('a', { ...recipe, targetLufs: -9 }, 'target')
    await first.end()
    expect(records.values.size + audio.files.size).toBe(0)
  })

  it('waits for a file whose bytes are gone, and knows it by name and size', async () => {
    const { page, audio } = browser()
    const first = page('1')
    first.open('a')
    await first.end()
    audio.files.clear()
    const second = page('2')
    await second.autosave.restore(['a'])
    expect(second.restored).toHaveLength(0)
    expect(second.studio.getState().messages[0]?.sentence).toContain('Drop the file again')
    expect(second.autosave.claim(new File(['other'], 'a.wav'))).toBeUndefined()
    expect(second.autosave.claim(new File(['wave'], 'a.wav'))?.id).toBe('a')
    expect(second.autosave.claim(new File(['wave'], 'a.wav'))).toBeUndefined()
    await second.end()
  })

  it('does not offer again what was dismissed while the list was being read', async () => {
    const { page, records } = browser()
    const first = page('1')
    first.open('a')
    await first.end()
    const read = records.readAll.bind(records)
    let goOn = (): void => {}
    const slow = vi.spyOn(records, 'readAll').mockImplementationOnce(async () => {
      const all = await read()
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
      return all
    })
    const second = page('2')
    await vi.waitFor(() => expect(slow).toHaveBeenCalledTimes(1))
    await second.autosave.dismiss(['a'])
    goOn()
    await settled()
    expect(second.studio.getState().recoverable).toEqual([])
    await second.end()
  })

  it('lets lie what was dismissed, and still lists it', async () => {
    const { page } = browser()
    const first = page('1')
    first.open('a')
    await first.end()
    const second = page('2')
    await settled()
    await second.autosave.dismiss(['a'])
    await second.end()
    const third = page('3')
    await settled()
    expect(third.studio.getState().recoverable).toEqual([])
    expect((await third.autosave.list()).map(({ id }) => id)).toEqual(['a'])
    await third.end()
  })

  it('says once that the storage is full, keeps the settings and goes on', async () => {
    const { page, records, audio } = browser()
    audio.quotaBytes = 4
    const first = page('1')
    first.open('a')
    first.open('b')
    first.open('c')
    await first.end()
    const errors = first.studio.getState().messages.filter(({ kind }) => kind === 'error')
    expect(errors.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('storage is full'),
    ])
    expect(first.studio.getState().unsavedFiles).toBe(0)
    expect([...audio.files.keys()]).toEqual(['a'])
    expect([...records.values.keys()].sort()).toEqual(['a', 'b', 'c'])
  })
})
