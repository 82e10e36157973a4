import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../client/engine'
import { fail, ok } from '../../core/outcome'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import type { QueueRecord } from '../../storage/queue-record'
import { MemoryAudio } from '../../storage/testing/memory-storage'
import { createStudio } from '../../store/studio'
import { newTrack } from '../../store/tracks'
import { analysisOf, deliveredOf, factsOf, masterOf, NO_PEAKS } from '../testing/facts'
import { fakeEngine } from '../testing/fake-engine'
import { createJobRunner } from '../tracks/job-runner'
import { firstRecipe } from '../tracks/recipe-changes'
import { createBatch } from './batch'

/** An engine that opens any file but those named bad…, and how many tracks it held at most. */
const countingEngine = (over: Partial<Engine> = {}) => {
  const held = new Set<string>()
  const seen = { most: 0, opened: [] as string[], mastered: [] as number[] }
  const engine = fakeEngine({
    open: async (track, file) => {
      seen.opened.push(file.name)
      if (file.name.startsWith('bad')) return fail('format-unknown')
      held.add(track)
      seen.most = Math.max(seen.most, held.size)
      return ok({ facts: factsOf(file.name), peaks: NO_PEAKS })
    },
    analyse: async () => ok(analysisOf(-20)),
    master: async (_track, recipe) => {
      seen.mastered.push(recipe.targetLufs)
      return ok(masterOf(recipe))
    },
    export: async (track) => (held.has(track) ? ok(deliveredOf(480_000)) : fail('track-gone')),
    close: (track) => void held.delete(track),
    ...over,
  })
  return { engine, seen, held }
}

const setUp = (names: readonly string[], over: Partial<Engine> = {}) => {
  const { engine, seen, held } = countingEngine(over)
  const studio = createStudio()
  const files = new Map(names.map((name) => [name, new File(['audio'], name)]))
  for (const name of names) studio.addTrack(newTrack(name, name))
  const jobs = createJobRunner(studio)
  const records: (QueueRecord | null)[] = []
  const masters = new MemoryAudio()
  const memory = {
    write: (record: QueueRecord | null) => void records.push(record),
    masters: async () => masters,
  }
  const batch = createBatch(studio, engine, jobs, { fileOf: (id) => files.get(id) }, memory)
  const states = () => studio.getState().batch.rows.map(({ state }) => state.status)
  const until = (look: () => boolean) => vi.waitUntil(look, { interval: 1 })
  return { studio, batch, seen, held, states, until, records, masters }
}

describe('the queue', () => {
  const saved: { readonly name: string; readonly blob: Blob }[] = []
  beforeEach(() => {
    saved.length = 0
    let last = new Blob()
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      last = blob as Blob
      return 'blob:'
    })
    vi.stubGlobal('navigator', {})
    vi.stubGlobal('document', {
      createElement: () => {
        const link = { href: '', download: '' }
        return Object.assign(link, {
          click: () => void saved.push({ name: link.download, blob: last }),
        })
      },
      addEventListener: () => {},
      removeEventListener: () => {},
      visibilityState: 'visible',
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('opens, masters, writes and closes one file after the other, and ends in one archive', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Song ${index}.wav`)
    const { batch, seen, held, states } = setUp(names)
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(states()).toEqual(names.map(() => 'done'))
    expect(seen.most).toBe(1)
    expect(held.size).toBe(0)
    expect(saved.map(({ name }) => name)).toEqual(['masters.zip'])
  })

  it('goes on behind files that fail, and says why they did', async () => {
    const { batch, studio, states } = setUp(['a.wav', 'bad.txt', 'b.wav'])
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(states()).toEqual(['done', 'failed', 'done'])
    const row = studio.getState().batch.rows[1]
    expect(row?.state).toMatchObject({ sentence: expect.stringContaining('“bad.txt”') })
  })

  it('has a row for what the page could not open, and tries it again when asked', async () => {
    const { batch, studio, seen, states, until } = setUp(['a.wav'])
    studio.setState({ unopened: [{ id: 'x', name: 'bad.mp3', sentence: 'No.' }] })
    expect(states()).toEqual(['waiting', 'failed'])
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(states()).toEqual(['done', 'failed'])
    batch.retry('x')
    await until(() => studio.getState().batch.phase === 'idle')
    expect(states()).toEqual(['done', 'failed'])
    expect(seen.opened).toEqual(['a.wav'])
  })

  it('writes the master of the page itself where that is what is wanted', async () => {
    const { batch, studio, seen, held } = setUp(['a.wav'])
    const analysis = analysisOf(-20)
    const recipe = firstRecipe(analysis)
    held.add('a.wav')
    studio.startRecipe('a.wav', recipe)
    const master = { ...masterOf(recipe), madeFrom: recipe }
    studio.patchTrack('a.wav', { facts: factsOf('a.wav'), analysis, master })
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(seen.opened).toEqual([])
    batch.chooseForAll({ destinationId: 'spotify-loud' })
    await batch.start(DEFAULT_DELIVERY, 'zip')
    // The open proposal: 2 LU below the destination's target.
    batch.chooseForAll({ destinationId: null, approachId: 'open' })
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(seen.mastered).toEqual([-11, -16])
    expect(studio.getState().recipes['a.wav']?.present).toBe(recipe)
  })

  it('makes a file into what is chosen for it, and the others into what is chosen for all', async () => {
    const { batch, studio, seen, states } = setUp(['a.wav', 'b.wav', 'c.wav'])
    batch.chooseForAll({ destinationId: 'spotify-loud', styleId: 'warm' })
    batch.choose('b.wav', { destinationId: 'apple-music', approachId: 'open' })
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(seen.mastered).toEqual([-11, -18, -11])
    const made = studio
      .getState()
      .batch.rows.map(({ state }) => (state.status === 'done' ? state.result.made : null))
    const forAll = { destinationId: 'spotify-loud', styleId: 'warm', approachId: 'balanced' }
    const own = { destinationId: 'apple-music', styleId: 'warm', approachId: 'open' }
    expect(made).toEqual([forAll, own, forAll])
    // Chosen anew, a finished file waits to be made again.
    batch.choose('b.wav', { approachId: null })
    expect(states()).toEqual(['done', 'waiting', 'done'])
  })

  it('stops at once when paused, and begins the file in work anew when it goes on', async () => {
    let isSlow = true
    const { batch, studio, seen, states, until } = setUp(['a.wav', 'b.wav'], {
      analyse: (_track, { signal }) =>
        new Promise((resolve) => {
          if (!isSlow) resolve(ok(analysisOf(-20)))
          signal.addEventListener('abort', () => resolve(fail('cancelled')))
        }),
    })
    const end = batch.start(DEFAULT_DELIVERY, 'zip')
    await until(() => seen.opened.length === 1)
    batch.pause()
    expect(states()).toEqual(['waiting', 'waiting'])
    await end
    expect(studio.getState().jobs).toEqual([])
    isSlow = false
    batch.resume()
    await until(() => studio.getState().batch.phase === 'idle')
    expect(states()).toEqual(['done', 'done'])
    expect(seen.opened).toEqual(['a.wav', 'a.wav', 'b.wav'])
  })

  it('leaves out what is skipped, and takes files in the order they are moved to', async () => {
    const { batch, seen, states } = setUp(['a.wav', 'b.wav', 'c.wav'])
    batch.skip('b.wav')
    batch.move('c.wav', -2)
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(seen.opened).toEqual(['c.wav', 'a.wav'])
    expect(states()).toEqual(['done', 'done', 'skipped'])
  })

  it('tries a file that took the engine down once more, and not a third time', async () => {
    const { batch, studio, seen, states } = setUp(['a.wav', 'b.wav'], {
      analyse: async (track) =>
        track.startsWith('a.wav') ? fail('worker-lost') : ok(analysisOf(-20)),
    })
    await batch.start(DEFAULT_DELIVERY, 'zip')
    expect(seen.opened).toEqual(['a.wav', 'a.wav', 'b.wav'])
    expect(states()).toEqual(['failed', 'done'])
    expect(studio.getState().jobs).toEqual([])
  })

  it('goes on after a reload with what is left: finished masters are taken up, lost files said', async () => {
    const first = setUp(['a.wav', 'b.wav', 'gone.wav'], {
      analyse: (track, { signal }) =>
        track.startsWith('a.wav')
          ? Promise.resolve(ok(analysisOf(-20)))
          : new Promise((resolve) =>
              signal.addEventListener('abort', () => resolve(fail('cancelled'))),
            ),
    })
    first.batch.chooseForAll({ styleId: 'warm' })
    first.batch.choose('b.wav', { destinationId: 'spotify-loud' })
    void first.batch.start(DEFAULT_DELIVERY, 'zip')
    await first.until(() => first.states()[1] === 'working')
    first.batch.pause()
    const record = first.records.at(-1)
    expect(record?.rows.map(({ state }) => state.status)).toEqual(['done', 'waiting', 'waiting'])

    const second = setUp(['a.wav', 'b.wav'])
    for (const [id, file] of first.masters.files) second.masters.files.set(id, file)
    if (record) await second.batch.goOn(record, async () => {})
    expect(second.states()).toEqual(['done', 'done', 'failed'])
    expect(second.seen.opened).toEqual(['b.wav'])
    expect(second.seen.mastered).toEqual([-11])
    expect(second.studio.getState().batch.forAll).toMatchObject({ styleId: 'warm' })
    expect(saved.map(({ name }) => name)).toEqual(['masters.zip'])
    expect(second.records.at(-1)).toBeNull()
  })

  it('gives every master a name of its own', async () => {
    const { batch, studio } = setUp(['a.wav', 'A.flac', 'a (2).wav'])
    await batch.start(DEFAULT_DELIVERY, 'zip')
    const names = studio
      .getState()
      .batch.rows.map(({ state }) => (state.status === 'done' ? state.result.fileName : ''))
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3)
  })
})
