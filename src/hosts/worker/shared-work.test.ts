import { expect, test } from 'vitest'
import { Cancelled, detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { priceOfLoudness } from '../../mastering/price/loudness-price'
import { PlanStopped } from '../../mastering/render/render-plan'
import { upstreamOf } from '../../mastering/render/upstream'
import { mix } from '../../mastering/testing/mix'
import { recipeFor, services } from '../../mastering/testing/render'
import { nodeKernels } from '../node/node-kernels'
import { createPoolWorkerApi } from './pool-worker'
import { alone, fakePoolWorker, kernels, measured, poolOf, RATE, source } from './testing/fake-pool'

test('brief work is waited for, long work is not', async () => {
  const worker = fakePoolWorker()
  const pool = await poolOf(1, worker)
  const brief = [measured(pool), measured(pool), measured(pool)]
  for (const found of await Promise.all(brief)) expect(found).toEqual(await alone())
  expect(worker.asked()).toBe(3)
  const long = measured(pool, source(60))
  await measured(pool)
  await long
  expect(worker.asked()).toBe(4)
})

test('a worker that is about to stop is waited for', async () => {
  const api = createPoolWorkerApi(Promise.resolve(nodeKernels()), Promise.resolve())
  let stop = () => {}
  const untilStopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  let isFirst = true
  const worker = fakePoolWorker(async (...plan) => {
    if (!isFirst) return api.work(...plan)
    isFirst = false
    await untilStopped
    throw new PlanStopped()
  })
  const pool = await poolOf(1, worker)
  const job = {
    report: () => {},
    checkpoint: () => {
      throw new Cancelled()
    },
  }
  const stopped = measured(pool, source(60), job)
  await new Promise((resolve) => setImmediate(resolve))
  const next = measured(pool)
  stop()
  await expect(stopped).rejects.toThrow(Cancelled)
  expect(await next).toEqual(await alone())
  expect(worker.asked()).toBe(2)
})

test('the price of loudness is the same with another worker as alone', async () => {
  const track = mix({ sampleRate: RATE, channelCount: 2, seconds: 11 })
  const recipe = await recipeFor(track, { targetLufs: -14 })
  const upstream = await upstreamOf(track, recipe, services)
  const worker = fakePoolWorker()
  const executor = (await poolOf(1, worker)).executor(kernels)
  const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, true)
  const shared = { kernels, job: detachedJob, newStore, executor }
  const price = await priceOfLoudness(upstream, recipe, true, null, shared)
  expect(worker.asked()).toBeGreaterThan(2)
  expect(price).toEqual(await priceOfLoudness(upstream, recipe, true, null, services))
})
