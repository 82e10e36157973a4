import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { DEFAULT_DELIVERY } from '../delivery/settings'
import { nodeHost } from '../hosts/node/node-host'
import { inThreadEngine } from './in-thread'
import { left, RECIPE, right, wavFile } from './testing/mix-file'

const SETTINGS = {
  ...DEFAULT_DELIVERY,
  depth: '32f',
  dither: 'none',
  sampleRate: 'source',
} as const
/** Of one track of the tests, its upstream being its source. */
const MASTER_BYTES = 2 * left.length * 4

const digestOf = async (file: Blob): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest('hex')

/** An engine with room for so many masters, two tracks open and mastered, the first one first. */
const setUp = async (masters: number) => {
  const renders = { count: 0 }
  const host = nodeHost()
  const api = inThreadEngine({
    ...host,
    mostRenderedBytes: masters * MASTER_BYTES,
    executor: (kernels) => {
      const executor = host.executor(kernels)
      const run: typeof executor.run = (planFor, audio, job) => {
        if (audio.target) renders.count++
        return executor.run(planFor, audio, job)
      }
      return { ...executor, run }
    },
  })
  const exported = async (track: string): Promise<string> => {
    const file = await api.export(track, SETTINGS, {}, {})
    if (!file.ok) throw new Error(file.error.code)
    return digestOf(file.value.file)
  }
  await api.open('first', await wavFile([left, right]), null, {})
  await api.master('first', RECIPE, {})
  const before = await exported('first')
  await api.open('second', await wavFile([right, left]), null, {})
  await api.master('second', RECIPE, {})
  renders.count = 0
  return { api, renders, exported, before }
}

test('a master within the budget is kept: nothing is rendered to export it', async () => {
  const { api, renders, exported, before } = await setUp(2)
  expect(api.tracksLetGo()).toBe(0)
  expect(await exported('first')).toBe(before)
  expect(renders.count).toBe(0)
})

test('a master that was let go is made again when it is exported: the same bytes, with progress; and is kept then', async () => {
  const { api, renders, before, exported } = await setUp(1)
  expect(api.tracksLetGo()).toBe(1)
  const progress: number[] = []
  const file = await api.export('first', SETTINGS, {}, { onProgress: (at) => progress.push(at) })
  if (!file.ok) throw new Error(file.error.code)
  expect(await digestOf(file.value.file)).toBe(before)
  expect(renders.count).toBeGreaterThan(0)
  expect(progress.length).toBeGreaterThan(0)
  expect(progress.toSorted((a, b) => a - b)).toEqual(progress)
  renders.count = 0
  expect(await exported('first')).toBe(before)
  expect(renders.count).toBe(0)
})

test('what was let go is graded and priced as if it had been kept', async () => {
  const [kept, lost] = [await setUp(2), await setUp(1)]
  expect(await lost.api.grade('first', {})).toEqual(await kept.api.grade('first', {}))
  // Its turn to be let go.
  await lost.api.grade('second', {})
  const price = (api: typeof lost.api) => api.price('first', RECIPE, false, null, {})
  expect(await price(lost.api)).toEqual(await price(kept.api))
  expect(await price(lost.api)).toMatchObject({ ok: true, value: { freeLufs: expect.any(Number) } })
})

test('the track that is listened to keeps its master while others are worked on; the one before it does not', async () => {
  const { api, renders, exported, before } = await setUp(0)
  await exported('first')
  api.lend('first')
  await exported('second')
  renders.count = 0
  expect(await exported('first')).toBe(before)
  expect(renders.count).toBe(0)
  api.lend('second')
  await exported('second')
  renders.count = 0
  await exported('first')
  expect(renders.count).toBeGreaterThan(0)
})

test('the track in use keeps its master, however long', async () => {
  const { renders, exported } = await setUp(0)
  await exported('second')
  expect(renders.count).toBe(0)
})
