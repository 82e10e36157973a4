import { describe, expect, it } from 'vitest'
import { analyse } from '../../../analysis/testing/analyse'
import { detachedJob } from '../../../core/job'
import { MaskedLimiter } from '../../../dsp/dynamics/masked-limiter'
import { inTime } from '../../../dsp/testing/in-blocks'
import { linePower } from '../../../dsp/testing/line-power'
import { seededNoise } from '../../../dsp/testing/seeded-noise'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { mix, storeOf } from '../../../mastering/testing/mix'
import { defaultsOf } from '../../parameter'
import { TEST_LANDING } from '../../testing/run-module'
import { type LimiterValues, limiter, limiterParams } from '.'
import { CHARACTERS } from './characters'

const kernels = nodeKernels()
const RATE = 48_000
type Character = keyof typeof CHARACTERS
const NAMES = Object.keys(CHARACTERS) as Character[]
const SIX_OVER = 10 ** (5 / 20)

/** What a character makes of it at the defaults of the controls and its first budget. */
const limited = (
  character: Character,
  input: readonly Float32Array[],
  driveDb = 0,
): readonly Float32Array[] => {
  const values = { ...(defaultsOf(limiter.parameters) as LimiterValues), character }
  const params = limiterParams(values, TEST_LANDING)
  const { budgetDb } = CHARACTERS[character]
  const channels = input.length === 1 ? 1 : 2
  const core = new MaskedLimiter(kernels, params, { budgetDb, delayFrames: 0 }, RATE, channels)
  const gain = 10 ** (driveDb / 20)
  const driven = input.map((x) => x.map((value) => gain * value))
  const output = inTime(kernels, driven, 4096, core)
  core.dispose()
  return output
}

const powerAt = (y: Float32Array, hz: number): number => linePower(y, hz, RATE)
const sine = (hz: number, t: number): number => Math.sin(2 * Math.PI * hz * t)
const signal = (seconds: number, wave: (t: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => wave(n / RATE))

const hann = (x: Float32Array): Float32Array =>
  x.map((value, n) => value * (1 - Math.cos((2 * Math.PI * (n + 0.5)) / x.length)))

/** The lines beside the one at `hz`, dB under it, of what the character makes of a wave 6 dB over once it has settled. */
const linesDb = (
  character: Character,
  wave: (t: number) => number,
  hz: number,
  lines: readonly number[],
): number => {
  const settled = limited(character, [signal(2.5, wave)])[0]?.subarray(2 * RATE)
  if (!settled) throw new Error('no output')
  const others = lines.reduce((sum, line) => sum + powerAt(settled, line), 0)
  return 10 * Math.log10(others / powerAt(settled, hz))
}

describe('the characters of the limiter', () => {
  // The figures of docs/modules.md ("measured" of the descriptor).
  it.each([
    ['masked', -140, -140],
    ['transparent', -140, -140],
    ['punchy', -140, -140],
    ['loud', -140, -140],
  ] as const)(
    '%s distorts 50 Hz by less than %i dB, and 50 Hz modulate 7 kHz by less than %i dB, 6 dB over',
    (character, distortionDb, modulationDb) => {
      const harmonics = Array.from({ length: 20 }, (_, k) => 50 * (k + 2))
      const tone = (t: number) => SIX_OVER * sine(50, t)
      const measured = [
        linesDb(character, tone, 50, harmonics),
        linesDb(
          character,
          (t) => SIX_OVER * (0.8 * sine(50, t) + 0.2 * sine(7000, t)),
          7000,
          [1, 2, 3, 4, 5].flatMap((k) => [7000 - 50 * k, 7000 + 50 * k]),
        ),
      ] as const
      expect(measured[0]).toBeLessThan(distortionDb)
      expect(measured[1]).toBeLessThan(modulationDb)
    },
  )

  // Turning down alone has an end, where all of the sound is at the ceiling as often as its own shape is; from there the landing cancels.
  it.each([
    // Further only by what was over its budget: up to recipes of version 8 by 5 dB and more.
    ['masked', -8.5],
    ['transparent', -9],
    ['punchy', -8.5],
    ['loud', -8],
  ] as const)(
    '%s gets louder with every 4 dB of drive until %f LUFS, and never quieter',
    async (character, reachLufs) => {
      const source = mix({ sampleRate: RATE, channelCount: 2, seconds: 2, drums: 0.6 })
      const audio = [0, 1].map(() => new Float32Array(source.lengthFrames))
      source.read(0, audio, source.lengthFrames)
      const loudness: number[] = []
      for (let driveDb = 8; driveDb <= 28; driveDb += 4) {
        const store = storeOf(RATE, limited(character, audio, driveDb))
        const found = await analyse(store, kernels, detachedJob)
        loudness.push(found.loudness.integratedLufs ?? Number.NaN)
      }
      for (const [step, lufs] of loudness.entries()) {
        const before = loudness[step - 1]
        if (before === undefined) continue
        const least = before < reachLufs - 0.5 ? 0.3 : -0.02
        expect(lufs - before).toBeGreaterThan(least)
      }
      expect(loudness.at(-1)).toBeGreaterThan(reachLufs)
    },
  )

  // A kick with its beater, every half second and 5 dB over, under a chord: what pumps is what comes back late. The bounds are what was
  // measured (0.03, 1.9, 2.7 and 3.4 dB) and some room; a third of a dB is about the least change of level that is heard.
  it('let a chord back after a kick: Masked to a tenth of a dB, Loud before Punchy before Transparent', () => {
    const noise = seededNoise(3)
    const kickAndPad = signal(2.5, (t) => {
      const since = t % 0.5
      const kick =
        Math.exp(-since * 40) * (sine(60 + 100 * Math.exp(-since * 60), since) + 0.6 * noise())
      return 1.6 * kick + 0.1 * (sine(1000, t) + sine(1250, t) + sine(1500, t))
    })
    const levelAt = (x: Float32Array, at: number): number =>
      10 * Math.log10(powerAt(hann(x.slice(at, at + 1920)), 1250))
    /** Range of what happens to the chord in pieces of 40 ms, from 60 ms after a kick to 20 ms before the next. */
    const movedDb = (character: Character): number => {
      const y = limited(character, [kickAndPad])[0] ?? new Float32Array()
      const levels: number[] = []
      for (let at = RATE; at < 2 * RATE; at += 480)
        if ((at / RATE) % 0.5 >= 0.06 && (at / RATE) % 0.5 <= 0.44)
          levels.push(levelAt(y, at) - levelAt(kickAndPad, at))
      return Math.max(...levels) - Math.min(...levels)
    }
    const moved = Object.fromEntries(NAMES.map((name) => [name, movedDb(name)]))
    const { masked = 9, transparent = 9, punchy = 9, loud = 9 } = moved
    expect(masked).toBeLessThan(0.1)
    expect(loud).toBeLessThan(2.5)
    expect(punchy).toBeGreaterThan(loud)
    expect(transparent).toBeGreaterThan(punchy)
    expect(transparent).toBeLessThan(4)
  })
})
