import { describe, expect, it } from 'vitest'
import { analyse, measureTruePeak } from '../analysis/testing/analyse'
import { withModule } from '../chain/edit-recipe'
import type { Recipe } from '../chain/recipe'
import { signal } from '../chain/testing/signals'
import { CHUNK_FRAMES, ChunkSpace } from '../core/chunk-space'
import { Cancelled, detachedJob, type JobContext } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import type { PcmReader, PcmStore } from '../core/pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { deliverMaster } from './deliver-master'
import type { RenderedMaster } from './finish-master'
import { propose, recipeFrom } from './proposal/propose'
import { ffmpegReading, HAS_FFMPEG } from './testing/ffmpeg'
import { mix, samplesOf, storeOf } from './testing/mix'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)
const services = { kernels, job: detachedJob, newStore }

const recipeFor = async (
  source: PcmReader,
  targetLufs: number,
  ceilingDbtp: number,
  styleId = 'clean',
): Promise<Recipe> =>
  recipeFrom(
    propose(await analyse(source, kernels, detachedJob), {
      destinationId: 'custom',
      targetLufs,
      ceilingDbtp,
      styleId,
      intensityPercent: 100,
    }),
  )

describe('a master delivered at another rate', () => {
  const cases = [
    { from: 48_000, to: 44_100, channelCount: 2, targetLufs: -14, ceilingDbtp: -1, style: 'loud' },
    {
      from: 96_000,
      to: 44_100,
      channelCount: 1,
      targetLufs: -16,
      ceilingDbtp: -0.3,
      style: 'clean',
    },
    { from: 44_100, to: 48_000, channelCount: 2, targetLufs: -15, ceilingDbtp: -2, style: 'clean' },
    { from: 96_000, to: 48_000, channelCount: 2, targetLufs: -16, ceilingDbtp: -1, style: 'warm' },
  ] as const
  for (const { from, to, channelCount, targetLufs, ceilingDbtp, style } of cases) {
    const name = `${from} to ${to} Hz, ${channelCount} channel(s)`
    let made: Promise<RenderedMaster> | undefined
    const delivered = () => {
      made ??= (async () => {
        // A length that does not convert to whole frames.
        const whole = samplesOf(mix({ sampleRate: from, channelCount, seconds: 5, drums: 0.6 }))
        const source = storeOf(
          from,
          whole.map((channel) => channel.subarray(0, channel.length - 101)),
        )
        return deliverMaster(
          source,
          await recipeFor(source, targetLufs, ceilingDbtp, style),
          to,
          services,
        )
      })()
      return made
    }

    it(`${name}: on target, under the ceiling, to the frame`, async () => {
      const { master, analysis, verdict, truePeakDbtp } = await delivered()
      expect(master.sampleRate).toBe(to)
      expect(master.channelCount).toBe(channelCount)
      expect(master.lengthFrames).toBe(Math.round(((5 * from - 101) * to) / from))
      expect(verdict.status).toBe('hit')
      const integratedLufs = analysis.loudness.integratedLufs ?? Number.NaN
      expect(Math.abs(integratedLufs - targetLufs)).toBeLessThanOrEqual(0.05)
      expect(await measureTruePeak(master, kernels, detachedJob)).toBe(truePeakDbtp)
      expect(truePeakDbtp).toBeLessThanOrEqual(ceilingDbtp)
    })

    it.skipIf(!HAS_FFMPEG)(`${name}: ffmpeg reads the same`, async () => {
      const { master } = await delivered()
      const reading = ffmpegReading(to, samplesOf(master))
      expect(Math.abs(reading.integratedLufs - targetLufs)).toBeLessThanOrEqual(0.1 + 1e-9)
      // ffmpeg prints tenths: half of one is rounding.
      expect(reading.truePeakDbtp).toBeLessThanOrEqual(ceilingDbtp + 0.05)
    })
  }
})

describe('delivering', () => {
  it('keeps an impulse at its place, limited or not', async () => {
    for (const height of [0.5, 1.5]) {
      const source = storeOf(
        48_000,
        signal(1, 9_600, (n) => (n === 4_800 ? height : 0)),
      )
      const recipe = await recipeFor(source, -14, -1)
      const { master, truePeakDbtp } = await deliverMaster(source, recipe, 44_100, services)
      const [out = new Float32Array()] = samplesOf(master)
      const largest = out.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      expect(out.findIndex((value) => Math.abs(value) === largest)).toBe(4_410)
      expect(truePeakDbtp).toBeLessThanOrEqual(-1)
    }
  })

  it('a target out of reach is missed for the reason that binds at the delivery rate', async () => {
    const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 4 })
    const recipe = withModule(await recipeFor(source, -10, -1), 'limiter', { on: false })
    const { verdict, truePeakDbtp } = await deliverMaster(source, recipe, 44_100, services)
    expect(verdict).toMatchObject({ status: 'missed', reason: 'limiter-off' })
    expect(truePeakDbtp).toBeLessThanOrEqual(-1)
  })

  it('gives the same bytes again, whatever landing the recipe arrives with', async () => {
    const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 2 })
    const first = await deliverMaster(source, await recipeFor(source, -16, -1), 48_000, services)
    const again = await deliverMaster(source, first.recipe, 48_000, services)
    expect(again.recipe).toEqual(first.recipe)
    const expected = samplesOf(first.master)
    for (const [c, channel] of samplesOf(again.master).entries())
      expect(channel.every((value, n) => value === expected[c]?.[n])).toBe(true)
  })

  it('nothing at all stays nothing', async () => {
    const source = storeOf(
      48_000,
      signal(2, 0, () => 0),
    )
    const { master, verdict } = await deliverMaster(
      source,
      await recipeFor(source, -14, -1),
      44_100,
      services,
    )
    expect(master.lengthFrames).toBe(0)
    expect(verdict).toEqual({ status: 'unmeasurable', reason: 'too-short' })
  })

  it('reports progress that only grows, to 1', async () => {
    const source = mix({ sampleRate: 48_000, channelCount: 1, seconds: 2 })
    const seen: number[] = []
    const job: JobContext = { report: (at) => seen.push(at), checkpoint: () => undefined }
    const recipe = await recipeFor(source, -16, -1)
    await deliverMaster(source, recipe, 44_100, { ...services, job })
    expect(seen.every((value, k) => k === 0 || value >= (seen[k - 1] ?? 0))).toBe(true)
    expect(seen.at(-1)).toBe(1)
  })

  it('gives back whatever it took but the master, and that as well where it is cancelled', async () => {
    const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 2 })
    const recipe = await recipeFor(source, -16, -1, 'warm')
    const space = new ChunkSpace(Number.POSITIVE_INFINITY, false)
    const upstreams: PcmStore[] = []
    const deliver = (checkpoint: JobContext['checkpoint']) =>
      deliverMaster(source, recipe, 44_100, {
        kernels,
        job: { report: () => {}, checkpoint },
        newStore: (rate, channels) => new MemoryPcmStore(rate, channels, false, space),
        upstreams: {
          get: () => undefined,
          set: (_, stores) => void upstreams.push(...stores),
        },
      })
    const releaseUpstreams = (): void => {
      for (const store of upstreams.splice(0)) store.release()
    }
    let checkpoints = 0
    const { master } = await deliver(() => void checkpoints++)
    expect(upstreams).toHaveLength(1)
    releaseUpstreams()
    expect(space.usedBytes).toBe(
      2 * Math.ceil(master.lengthFrames / CHUNK_FRAMES) * CHUNK_FRAMES * 4,
    )
    master.release()
    for (let at = 0; at < checkpoints; at += Math.ceil(checkpoints / 12)) {
      let left = at
      const cancelled = deliver(() => {
        if (left-- === 0) throw new Cancelled()
        return undefined
      })
      await expect(cancelled).rejects.toThrow(Cancelled)
      releaseUpstreams()
      expect(space.usedBytes, `cancelled at ${at} of ${checkpoints}`).toBe(0)
    }
  })

  it('can be cancelled at any checkpoint and gives all kernel memory back', async () => {
    const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 2 })
    const recipe = await recipeFor(source, -16, -1)
    for (const checkpoints of [0, 30, 60, 90]) {
      const fresh = nodeKernels()
      // What is never given back lies below what comes after it.
      const address = () => {
        const scope = fresh.scope()
        const { pointer } = scope.f64(1_000)
        scope.release()
        return pointer
      }
      const before = address()
      let left = checkpoints
      const job: JobContext = {
        report: () => {},
        checkpoint: () => {
          if (left-- === 0) throw new Cancelled()
          return undefined
        },
      }
      await expect(
        deliverMaster(source, recipe, 44_100, { kernels: fresh, job, newStore }),
      ).rejects.toThrow(Cancelled)
      expect(address()).toBe(before)
    }
  })
})
