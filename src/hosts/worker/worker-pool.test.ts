import { expect, test } from 'vitest'
import { freshRecipe } from '../../chain/recipe'
import { Cancelled, detachedJob, type JobContext } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { PcmReader } from '../../core/pcm-store'
import { deliverTrack } from '../../delivery/deliver-track'
import { DEFAULT_DELIVERY } from '../../delivery/settings'
import { inlineExecutor } from '../../mastering/render/executor'
import { measureTrack } from '../../mastering/render/measure-track'
import { blobFiles } from '../blob/blob-files'
import { nodeKernels } from '../node/node-kernels'
import { readEncoder } from '../node/read-encoder'
import { timeout } from '../timeout'
import { createPoolWorkerApi } from './pool-worker'
import { alone, fakePoolWorker, kernels, measured, poolOf, RATE, source } from './testing/fake-pool'
import type { WorkerPool } from './worker-pool'

test('measures the same with another worker as alone', async () => {
  const worker = fakePoolWorker()
  expect(await measured(await poolOf(1, worker))).toEqual(await alone())
  expect(worker.asked()).toBe(1)
  expect(worker.terminated()).toBe(false)
})

test('a worker that fails is let go, and the work begun anew without it', async () => {
  const worker = fakePoolWorker(() => Promise.reject(new Error('bug')))
  const pool = await poolOf(2, worker, fakePoolWorker())
  expect(await measured(pool)).toEqual(await alone())
  expect(worker.terminated()).toBe(true)
  await measured(pool)
  expect(worker.asked()).toBe(1)
})

test('a worker that ends in the middle of a plan keeps nobody waiting', async () => {
  const worker = fakePoolWorker(() => new Promise(() => {}))
  const pool = await poolOf(1, worker)
  setTimeout(worker.exit, 20)
  expect(await measured(pool)).toEqual(await alone())
  expect(worker.terminated()).toBe(true)
})

test('a cancelled job stops the workers too, and leaves them ready for the next', async () => {
  const worker = fakePoolWorker()
  const pool = await poolOf(1, worker)
  const job = {
    report: () => {},
    checkpoint: () => {
      throw new Cancelled()
    },
  }
  await expect(measured(pool, source(), job)).rejects.toThrow(Cancelled)
  expect(worker.terminated()).toBe(false)
  expect(await measured(pool)).toEqual(await alone())
  expect(worker.asked()).toBe(2)
})

test('short tracks and memory that cannot be shared are not given to workers', async () => {
  const worker = fakePoolWorker()
  const pool = await poolOf(1, worker)
  await measured(pool, source(3))
  const own = new MemoryPcmStore(RATE, 2, false)
  const silence = new Float32Array(12 * RATE)
  own.append([silence, silence], silence.length)
  await measured(pool, own)
  expect(worker.asked()).toBe(0)
})

/** Two minutes of it, as a finished master: 5.8 MB at 24 bit, so two parts. */
const master = async () => {
  const store = source(120)
  const analysis = await measureTrack(store, false, inlineExecutor(kernels), detachedJob)
  const target = { destinationId: 'custom', styleId: 'clean', targetLufs: -14, ceilingDbtp: 0 }
  const verdict = { status: 'unmeasurable', reason: 'too-short' } as const
  const { integratedLufs } = analysis.loudness
  const { samplePeakDbfs, truePeakDbtp } = analysis
  const levels = { integratedLufs, samplePeakDbfs, truePeakDbtp }
  return { store, recipe: freshRecipe(target), verdict, ...levels }
}
const request = { ...DEFAULT_DELIVERY, depth: '24', dither: 'tpdf', sampleRate: 'source' } as const
const exported = async (pool?: WorkerPool, job: JobContext = detachedJob) => {
  const finished = await master()
  const newStore = () => source(0)
  const track = { source: finished.store, master: finished }
  const { newFile } = blobFiles(pool)
  const services = { kernels, job, timeout, newStore, newFile, loadEncoder: readEncoder }
  const outcome = await deliverTrack(track, request, {}, services)
  if (!outcome.ok) return outcome
  const { file: blob, check } = outcome.value
  return { check, bytes: Buffer.from(await blob.arrayBuffer()).toString('base64') }
}

test('a file that a worker checks while it is written is the same, and measured the same', async () => {
  const worker = fakePoolWorker()
  expect(await exported(await poolOf(1, worker))).toEqual(await exported())
  expect(worker.asked()).toBe(1)
})

test('a worker that exits while it checks a file leaves the check to the others', async () => {
  const worker = fakePoolWorker(undefined, () => {
    setTimeout(worker.exit)
    return new Promise(() => {})
  })
  const pool = await poolOf(1, worker)
  expect(await exported(pool)).toEqual(await exported())
  expect(worker.terminated()).toBe(true)
})

test('what a worker finds wrong with a file is believed', async () => {
  const failure = { ok: false, error: { code: 'export-mismatch', detail: 'empty' } } as const
  const worker = fakePoolWorker(undefined, () => Promise.resolve(failure))
  expect(await exported(await poolOf(1, worker))).toEqual(failure)
})

test('a cancelled export leaves its worker ready for the next', async () => {
  const worker = fakePoolWorker()
  const pool = await poolOf(1, worker)
  let checkpoints = 0
  const job = {
    report: () => {},
    checkpoint: () => {
      // In the middle of writing: before that the audio is looked through.
      if (worker.asked() > 0 && ++checkpoints > 200) throw new Cancelled()
      return undefined
    },
  }
  await expect(exported(pool, job)).rejects.toThrow(Cancelled)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await measured(pool)).toEqual(await alone())
  expect(worker.terminated()).toBe(false)
  expect(worker.asked()).toBe(2)
})

/** Nothing to be done over as many frames as 400 minutes have at 44.1 kHz: of another rate, which does not count. */
const longPlan = (pool: WorkerPool) => {
  const [sampleRate, lengthFrames] = [192_000, 400 * 60 * 44_100]
  const none = new MemoryPcmStore(sampleRate, 1, true)
  const long: PcmReader = {
    sampleRate,
    channelCount: 1,
    lengthFrames,
    read: () => 0,
    handle: () => none.handle(),
  }
  const plan = { lengthFrames, parts: [], latencyFrames: 0, tasks: [] }
  return pool.executor(kernels).run(() => plan, { source: long, target: null }, detachedJob)
}

test('after much audio a new worker takes the place of the old one', async () => {
  const [worn, fresh] = [fakePoolWorker(), fakePoolWorker()]
  const pool = await poolOf(1, worn, fresh)
  await measured(pool)
  expect(worn.terminated()).toBe(false)
  await longPlan(pool)
  await new Promise((resolve) => setImmediate(resolve))
  expect(worn.terminated()).toBe(true)
  expect(await measured(pool)).toEqual(await alone())
  expect(fresh.asked()).toBe(1)
  expect(fresh.terminated()).toBe(false)
})

test('a worker at work ends only when it has done', async () => {
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const api = createPoolWorkerApi(Promise.resolve(nodeKernels()), Promise.resolve())
  const worn = fakePoolWorker(async (plan, ...rest) => {
    if (plan.tasks.length > 0) await finished
    return api.work(plan, ...rest)
  })
  const pool = await poolOf(1, worn, fakePoolWorker())
  await longPlan(pool)
  const measuring = measured(pool)
  await new Promise((resolve) => setImmediate(resolve))
  expect(worn.terminated()).toBe(false)
  finish()
  expect(await measuring).toEqual(await alone())
  expect(worn.terminated()).toBe(true)
})
