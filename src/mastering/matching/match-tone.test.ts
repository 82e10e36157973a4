import { describe, expect, it } from 'vitest'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { sectionsOf } from '../../chain/modules/equaliser/bands'
import { detachedJob } from '../../core/job'
import { type Biquad, magnitudeDb } from '../../dsp/filters/section'
import { filtered, pink } from '../testing/equalised'
import { fingerprintOf } from '../testing/fingerprint-of'
import { mix } from '../testing/mix'
import type { FittedBand } from './band-responses'
import { fitEqualiser } from './fit-equaliser'
import { toneCurve } from './tone-curve'

const RATE = 48_000

const band = (type: FittedBand['type'], freqHz: number, gainDb: number, q: number) =>
  sectionsOf({ type, freqHz, gainDb, q, slope: 12, channel: 'stereo' }, RATE)

const KNOWN = [
  ...band('low-shelf', 100, 3, 0.7),
  ...band('bell', 400, -2.5, 1),
  ...band('bell', 3000, 2, 0.8),
  ...band('high-shelf', 9000, -3, 0.7),
]
/** 60 Hz to 12 kHz, every twenty-fourth of an octave. */
const freqsHz = Array.from({ length: 184 }, (_, k) => 60 * 200 ** (k / 183))

/** Without its mean from 200 Hz to 4 kHz. */
const levelled = (values: readonly number[]): readonly number[] => {
  const inside = values.filter((_, at) => (freqsHz[at] ?? 0) >= 195 && (freqsHz[at] ?? 0) <= 4000)
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length
  return values.map((value) => value - mean)
}

describe('matching the tone of a reference', () => {
  const sources = {
    'pink noise': () => pink(20),
    'a mix': () => mix({ sampleRate: RATE, channelCount: 2, seconds: 20 }),
  }
  for (const [name, source] of Object.entries(sources))
    it(`finds a known equaliser over ${name} within 0.5 dB from 60 Hz to 12 kHz`, async () => {
      const plain = source()
      const target = await fingerprintOf(plain)
      const reference = await fingerprintOf(filtered(plain, KNOWN))
      const fit = await fitEqualiser(toneCurve(reference, target, 1), 8, RATE, detachedJob)
      const found = fit.bands.flatMap(({ type, freqHz, gainDb, q }) =>
        band(type, freqHz, gainDb, q),
      )
      const response = (sections: readonly Biquad[]) =>
        levelled(freqsHz.map((freqHz) => magnitudeDb(sections, freqHz, RATE)))
      const wanted = response(KNOWN)
      const errors = response(found).map((gainDb, at) => Math.abs(gainDb - (wanted[at] ?? 0)))
      expect(Math.max(...errors)).toBeLessThan(0.5)
      expect(fit.residualDb).toBeLessThan(0.2)
    })

  it('changes nothing where track and reference are one', async () => {
    const target = await fingerprintOf(mix({ sampleRate: RATE, channelCount: 2, seconds: 12 }))
    const curve = toneCurve(target, target, 1)
    expect(Math.max(...curve.gainsDb.map(Math.abs))).toBeLessThan(0.01)
    expect((await fitEqualiser(curve, 8, RATE, detachedJob)).bands).toEqual([])
  })

  const walledOf = (target: Fingerprint, dbPerBand: number): Fingerprint => ({
    ...target,
    bandwidthHz: 16_000,
    mid: {
      ...target.mid,
      meanDb: target.mid.meanDb.map((levelDb, at) => (at > 57 ? -120 : levelDb + dbPerBand * at)),
    },
  })

  it('never copies the wall of a lossy reference, and stays within its bounds', async () => {
    const target = await fingerprintOf(pink(12))
    const walled = walledOf(target, 1)
    const largest = (amount: number) =>
      Math.max(...toneCurve(walled, target, amount).gainsDb.map(Math.abs))
    expect(
      toneCurve(walled, target, 1)
        .gainsDb.slice(58)
        .every((gainDb) => gainDb === 0),
    ).toBe(true)
    // ±6 dB up to the amount that matching starts with; then they open up to ±15 dB.
    expect(largest(0.5)).toBeCloseTo(0.5 * 6, 9)
    expect(largest(0.7)).toBeCloseTo(0.7 * 6, 9)
    expect(largest(1)).toBeCloseTo(15, 9)
    expect(Math.abs(toneCurve(walled, target, 1).gainsDb[0] ?? 99)).toBeLessThanOrEqual(3)
  })

  it('goes on with a cut above the wall, so that no hiss comes back', async () => {
    const target = await fingerprintOf(pink(12))
    const { gainsDb } = toneCurve(walledOf(target, -0.2), target, 1)
    const top = gainsDb[56] ?? 0
    expect(top).toBeLessThan(-3)
    for (const gainDb of gainsDb.slice(58)) expect(gainDb).toBeCloseTo(top, 0)
  })

  it('goes on with a lift where it is the track that ends, and nowhere else', async () => {
    const whole = await fingerprintOf(pink(12))
    const walled = walledOf(whole, -0.2)
    const { gainsDb } = toneCurve(whole, walled, 1)
    const top = gainsDb[56] ?? 0
    expect(top).toBeGreaterThan(3)
    for (const gainDb of gainsDb.slice(58)) expect(gainDb).toBeCloseTo(top, 0)
    for (const gainDb of toneCurve(walledOf(whole, 0.2), whole, 1).gainsDb.slice(58))
      expect(Math.abs(gainDb)).toBe(0)
  })

  it('goes half the way at half the amount, within the same bounds', async () => {
    const target = await fingerprintOf(pink(12))
    const reference = await fingerprintOf(filtered(pink(12), KNOWN))
    const whole = toneCurve(reference, target, 0.7)
    const half = toneCurve(reference, target, 0.35)
    for (const [at, gainDb] of whole.gainsDb.entries())
      expect(half.gainsDb[at]).toBeCloseTo(gainDb / 2, 6)
  })
})
