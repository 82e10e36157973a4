import { describe, expect, it } from 'vitest'
import { analyse, measureTruePeak } from '../analysis/testing/analyse'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { nodeKernels } from '../hosts/node/node-kernels'
import { propose, recipeFrom } from './proposal/propose'
import { renderMaster } from './render-master'
import { storeOf } from './testing/mix'

const kernels = nodeKernels()
const newStore = (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false)
const SECONDS = 1

type Wave = (t: number, noise: () => number) => number
const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)

/** A bed of noise with needles so high that peak to loudness is about `plrLu`. */
const needles =
  (plrLu: number): Wave =>
  (t, noise) =>
    noise() * 0.02 + (t % 0.25 < 3e-5 ? 0.02 * 10 ** ((plrLu - 5) / 20) : 0)

const KINDS: Readonly<Record<string, Wave>> = {
  'peak to loudness of about 8 LU': needles(8),
  'peak to loudness of about 15 LU': needles(15),
  'peak to loudness of about 22 LU': needles(22),
  'peak to loudness of about 30 LU': needles(30),
  bursts: (t, noise) => (t % 0.3 < 0.05 ? noise() : 0.01 * noise()),
  'a bare bass': (t) => 0.5 * sine(50, t),
  'a chord': (t) => 0.2 * (sine(220, t) + sine(277.2, t) + sine(329.6, t)),
  clicks: (t, noise) => (t % 0.1 < 3e-5 ? 0.8 : 0.001 * noise()),
  'DC under noise': (_, noise) => 0.4 + 0.1 * noise(),
  'a square wave': (t) => 0.5 * Math.sign(sine(100, t)),
}

interface Wanted {
  readonly name: string
  readonly wave: Wave
  readonly targetLufs: number
  readonly rate: number
  readonly channels: 'mono' | 'stereo' | 'hard-panned'
  readonly seconds: number
}

const CASES: readonly Wanted[] = Object.entries(KINDS).flatMap(([name, wave], index) =>
  [-16, -9, -6].map((targetLufs, k) => ({
    name,
    wave,
    targetLufs,
    rate: [44_100, 48_000, 96_000, 192_000][(index + k) % 4] ?? 48_000,
    // Mono, stereo, and all of it on one side.
    channels: (['mono', 'stereo', 'hard-panned'] as const)[(index + 2 * k) % 3] ?? 'mono',
    seconds: SECONDS,
  })),
)

const bursts: Wave = KINDS.bursts ?? (() => 0)
const hiss =
  (level: number): Wave =>
  (_, noise) =>
    level * noise()
/** What few people bring: the ends of the targets, of levels, of rates and of lengths. */
const EXTREMES: readonly Wanted[] = [
  { name: 'loud noise to the lowest target', wave: hiss(0.5), targetLufs: -30 },
  { name: 'a source at −50 LUFS', wave: hiss(0.0045), targetLufs: -14 },
  { name: 'a source at −50 LUFS, loud', wave: hiss(0.0045), targetLufs: -6 },
  { name: 'telephone sound', wave: bursts, targetLufs: -9, rate: 8000 },
  { name: 'the highest rate', wave: bursts, targetLufs: -9, rate: 384_000, seconds: 0.7 },
  { name: 'little more than a gating block', wave: bursts, targetLufs: -9, seconds: 0.45 },
].map((own) => ({ rate: 48_000, channels: 'stereo' as const, seconds: SECONDS, ...own }))

describe('what was asked is delivered', () => {
  it.each([...CASES, ...EXTREMES])(
    '$name at $targetLufs LUFS, $rate Hz, $channels, $seconds s',
    async (wanted) => {
      const { wave, targetLufs, rate, channels, seconds } = wanted
      const noise = seededNoise(21)
      const left = Float32Array.from({ length: seconds * rate }, (_, n) => wave(n / rate, noise))
      const other = channels === 'stereo' ? left.map((x) => 0.7 * x) : new Float32Array(left.length)
      const source = storeOf(rate, channels === 'mono' ? [left] : [left, other])
      const recipe = recipeFrom(
        propose(await analyse(source, kernels, detachedJob), {
          destinationId: 'custom',
          targetLufs,
          ceilingDbtp: -1,
          styleId: 'clean',
          intensityPercent: 100,
        }),
      )
      const { master, verdict } = await renderMaster(source, recipe, {
        kernels,
        job: detachedJob,
        newStore,
      })
      expect(await measureTruePeak(master, kernels, detachedJob)).toBeLessThanOrEqual(-1)
      if (verdict.status === 'unmeasurable') throw new Error('unmeasurable')
      expect(Math.abs(verdict.integratedLufs - targetLufs)).toBeLessThanOrEqual(0.05)
      expect(verdict.status).toBe('hit')
    },
  )
})
