import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { bell } from './filter-design'
import { bellDb } from './filter-design.oracle'
import { linearPhaseResponse, linearPhaseTaps } from './linear-phase'

const kernels = nodeKernels()

/** Zero-phase response of a symmetric FIR in dB. */
const responseDb = (taps: Float64Array, freqHz: number, sampleRate: number): number => {
  const centre = (taps.length - 1) / 2
  const w = (2 * Math.PI * freqHz) / sampleRate
  let sum = 0
  for (const [n, tap] of taps.entries()) sum += tap * Math.cos(w * (n - centre))
  return 20 * Math.log10(Math.abs(sum))
}

describe('linearPhaseResponse', () => {
  it('is symmetric to the bit and odd in length, at every rate as long in seconds', () => {
    expect([22_050, 44_100, 48_000, 96_000, 192_000].map(linearPhaseTaps)).toEqual([
      16_383, 16_383, 16_383, 32_767, 65_535,
    ])
    const taps = linearPhaseResponse(kernels, [bell(60, 6, 1, 48_000)], 48_000)
    expect(taps.toReversed()).toEqual(taps)
  })

  /** Sources: equaliser: worst error to 20 Hz, 16 383 taps, +6 dB bell of Q 1 at 48 kHz. */
  it.each([
    [30, 0.18],
    [60, 0.05],
    [100, 0.02],
  ])('follows a bell at %d Hz within %d dB', (f0, bound) => {
    for (const rate of [48_000, 96_000]) {
      const taps = linearPhaseResponse(kernels, [bell(f0, 6, 1, rate)], rate)
      for (let f = 20; f < 500; f *= 1.1)
        expect(Math.abs(responseDb(taps, f, rate) - bellDb(f / f0, 6, 1))).toBeLessThan(
          bound + 0.005,
        )
    }
  })
})
