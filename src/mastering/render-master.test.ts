import { describe, expect, it } from 'vitest'
import { withModule } from '../chain/edit-recipe'
import { dbToAmplitude } from '../core/decibels'
import { Cancelled, type JobContext } from '../core/job'
import { nodeKernels } from '../hosts/node/node-kernels'
import type { RenderedMaster } from './finish-master'
import type { Upstream } from './render/upstream'
import { renderMaster } from './render-master'
import { ffmpegReading, HAS_FFMPEG } from './testing/ffmpeg'
import { mix, samplesOf } from './testing/mix'
import {
  analysisOf,
  expectSameBytes,
  expectSound,
  figuresOf,
  kernels,
  newStore,
  recipeFor,
  render,
  services,
} from './testing/render'

describe('a master of a music-like mix', () => {
  const cases = [
    { sampleRate: 44_100, channelCount: 2, drums: 0.6 },
    { sampleRate: 48_000, channelCount: 2, drums: 1 },
    { sampleRate: 44_100, channelCount: 1, drums: 0.3 },
    { sampleRate: 48_000, channelCount: 1, drums: 0.6 },
  ] as const
  for (const { sampleRate, channelCount, drums } of cases) {
    const source = mix({ sampleRate, channelCount, seconds: 8, drums })
    for (const targetLufs of [-23, -18, -16, -9]) {
      const ceilingDbtp = targetLufs === -18 ? -2 : -1
      let made: Promise<RenderedMaster> | undefined
      const master = () => {
        made ??= render(source, { targetLufs, ceilingDbtp })
        return made
      }
      it(`lands on ${targetLufs} LUFS at ${sampleRate} Hz, ${channelCount} channel(s)`, async () => {
        const rendered = await master()
        await expectSound(source, rendered)
        const figures = figuresOf(rendered)
        expect(figures.status).toBe('hit')
        const integratedLufs = rendered.analysis.loudness.integratedLufs ?? Number.NaN
        expect(Math.abs(integratedLufs - targetLufs)).toBeLessThanOrEqual(0.05)
        expect(figures.integratedLufs).toBe(integratedLufs)
        const { loudness, truePeakDbtp } = await analysisOf(source)
        const crestLu = truePeakDbtp - (loudness.integratedLufs ?? Number.NaN)
        const leftLu = figures.truePeakDbtp - figures.integratedLufs
        // The original's peak is the limiter's 8 × 64 one, the master's the verifier's.
        expect(figures.crestLostLu).toBeCloseTo(crestLu - leftLu, 1)
        if (targetLufs === -9) expect(figures.cancelledPeaks).toBeGreaterThan(10)
        if (targetLufs < -9) expect(rendered.passes).toBeLessThanOrEqual(4)
      })

      it.skipIf(!HAS_FFMPEG)(
        `reads ${targetLufs} LUFS in ffmpeg at ${sampleRate} Hz, ${channelCount} channel(s)`,
        async () => {
          const rendered = await master()
          const reading = ffmpegReading(sampleRate, samplesOf(rendered.master))
          expect(Math.abs(reading.integratedLufs - targetLufs)).toBeLessThanOrEqual(0.1 + 1e-9)
          // ffmpeg prints tenths: half of one is rounding.
          expect(reading.truePeakDbtp).toBeLessThanOrEqual(ceilingDbtp + 0.05)
        },
      )
    }
  }

  it('keeps the ceiling with 0.00 dB over where every interpolator disagrees: loud, full-band hits', async () => {
    const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 6, drums: 1.5 })
    for (const ceilingDbtp of [-0.3, -1, -3])
      await expectSound(source, await render(source, { targetLufs: -14, ceilingDbtp }))
  })
})

describe('a target out of reach', () => {
  const source = mix({ sampleRate: 44_100, channelCount: 1, seconds: 3 })

  it('is missed only where driving harder gets no louder, and the size of the miss is told', async () => {
    const rendered = await render(source, { targetLufs: -3, ceilingDbtp: -9 })
    await expectSound(source, rendered)
    const figures = figuresOf(rendered)
    expect(figures).toMatchObject({ status: 'missed' })
    // Plain gain would end at −27; a square wave in mono under this ceiling is at about −10.
    expect(figures.integratedLufs).toBeGreaterThan(-15)
    if (figures.status === 'missed')
      expect(figures.missLu).toBeCloseTo(figures.integratedLufs - -3, 9)
    const [limiter] = rendered.reductions
    expect(rendered.reductions).toHaveLength(1)
    expect(limiter).toMatchObject({ moduleId: 'limiter', hopSeconds: 0.1 })
    expect(limiter?.bandsDb[0]).toHaveLength(30)
    expect(Math.max(...(limiter?.bandsDb[0] ?? []))).toBe(figures.maximumReductionDb)
  })

  it('is missed at the ceiling when the limiter is off', async () => {
    const recipe = withModule(await recipeFor(source, { targetLufs: -14 }), 'limiter', {
      on: false,
    })
    const rendered = await renderMaster(source, recipe, services)
    await expectSound(source, rendered)
    const figures = figuresOf(rendered)
    expect(figures).toMatchObject({ status: 'missed', reason: 'limiter-off', limitedShare: 0 })
    expect(figures.truePeakDbtp).toBeGreaterThan(-1.1)
  })
})

describe('Clean', () => {
  const source = mix({ sampleRate: 48_000, channelCount: 2, seconds: 4 })

  it('is the input times the drive, to float rounding, when nothing needs limiting', async () => {
    for (const intensityPercent of [0, 100]) {
      const { master, recipe } = await render(source, { targetLufs: -23, intensityPercent })
      const gain = Math.fround(dbToAmplitude(recipe.landing.driveDb))
      const original = samplesOf(source)
      const worst = samplesOf(master).map((channel, c) =>
        channel.reduce(
          (most, y, n) => Math.max(most, Math.abs(y - gain * (original[c]?.[n] ?? 0))),
          0,
        ),
      )
      // Half a unit in the last place of a float32 below 1.
      expect(Math.max(...worst)).toBeLessThanOrEqual(2 ** -25)
    }
  })

  it('is what every style becomes at intensity 0', async () => {
    const clean = await recipeFor(source, { targetLufs: -14, intensityPercent: 0 })
    for (const styleId of ['balanced', 'warm', 'bright', 'punchy', 'loud']) {
      const style = await recipeFor(source, { targetLufs: -14, styleId, intensityPercent: 0 })
      expect(style.modules).toEqual(clean.modules)
    }
  })
})

describe('rendering', () => {
  const source = mix({ sampleRate: 44_100, channelCount: 2, seconds: 3 })

  it('gives the same bytes again, and from the recipe that it returned', async () => {
    const first = await render(source, { targetLufs: -16 })
    const again = await render(source, { targetLufs: -16 })
    const landed = await renderMaster(source, first.recipe, services)
    expectSameBytes(again.master, first.master)
    expectSameBytes(landed.master, first.master)
    expect(landed.recipe).toEqual(first.recipe)
  })

  it('takes an upstream that was kept, to the same bytes', async () => {
    const kept = new Map<string, Upstream>()
    let given = 0
    const upstreams = {
      get: (key: string) => {
        const upstream = kept.get(key)
        if (upstream) given++
        return upstream
      },
      set: (upstream: Upstream) => {
        kept.set(upstream.key, upstream)
      },
    }
    const loud = await recipeFor(source, { targetLufs: -14 })
    await renderMaster(source, await recipeFor(source, { targetLufs: -20 }), {
      ...services,
      upstreams,
    })
    const fromKept = await renderMaster(source, loud, { ...services, upstreams })
    expect(given).toBe(1)
    const anew = await renderMaster(source, loud, services)
    expectSameBytes(fromKept.master, anew.master)
  })

  it('reports progress that only grows, to 1', async () => {
    const seen: number[] = []
    const job: JobContext = { report: (at) => seen.push(at), checkpoint: () => undefined }
    await renderMaster(source, await recipeFor(source, { targetLufs: -14 }), { ...services, job })
    expect(seen.every((value, k) => k === 0 || value >= (seen[k - 1] ?? 0))).toBe(true)
    expect(seen.at(-1)).toBe(1)
  })

  it('can be cancelled at any checkpoint and gives all kernel memory back', async () => {
    const recipe = await recipeFor(source, { targetLufs: -14 })
    let taken = 0
    const counting: JobContext = {
      report: () => {},
      checkpoint: () => {
        taken++
        return undefined
      },
    }
    await renderMaster(source, recipe, { kernels, job: counting, newStore })
    for (const share of [0, 0.3, 0.6, 1]) {
      const checkpoints = Math.floor(share * (taken - 1))
      const fresh = nodeKernels()
      let left = checkpoints
      const job: JobContext = {
        report: () => {},
        checkpoint: () => {
          if (left-- === 0) throw new Cancelled()
          return undefined
        },
      }
      const room = largestRoom(fresh)
      await expect(renderMaster(source, recipe, { kernels: fresh, job, newStore })).rejects.toThrow(
        Cancelled,
      )
      expect(largestRoom(fresh)).toBe(room)
    }
  })
})

/** The largest block that can be had, to 64 KiB. */
const largestRoom = (of: typeof kernels): number => {
  let bytes = 2 ** 26
  for (; bytes > 0; bytes -= 65_536) {
    const scope = of.scope()
    try {
      scope.u8(bytes)
      scope.release()
      return bytes
    } catch {
      scope.release()
    }
  }
  return bytes
}
