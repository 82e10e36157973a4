import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { chainOf, through } from '../../testing/run-module'
import { impulse } from '../../testing/signals'
import { toneCurve } from '.'
import { CURVE_HZ, curveDbAt, curveGainsDb, curveParameterId } from './curve'

const kernels = nodeKernels()
const values = Object.fromEntries(
  CURVE_HZ.map((_, band) => [curveParameterId(band), 6 * Math.sin(band / 3)]),
)

describe('the tone curve', () => {
  it('goes through its gains at the centres of the bands, and is level beyond them', () => {
    const gainsDb = curveGainsDb(values)
    for (const [band, gainDb] of gainsDb.entries())
      expect(curveDbAt(gainsDb, 10 ** ((band + 13) / 10))).toBeCloseTo(gainDb, 9)
    expect(curveDbAt(gainsDb, 0)).toBe(gainsDb[0])
    expect(curveDbAt(gainsDb, 40_000)).toBeCloseTo(gainsDb.at(-1) ?? 0, 9)
  })

  it.each([48_000, 192_000])(
    'is heard as it is drawn at %i Hz, within 0.1 dB from 30 Hz up',
    (rate) => {
      const bench = { kernels, sampleRate: rate, channelCount: 1 } as const
      const chain = chainOf(toneCurve, values, bench)
      const { latencyFrames } = chain
      const [response = new Float32Array()] = through(chain, impulse(1, 2 * latencyFrames))
      chain.dispose()
      for (let freqHz = 30; freqHz < 20_000; freqHz *= 1.19) {
        const w = (2 * Math.PI * freqHz) / rate
        let [re, im] = [0, 0]
        for (const [n, value] of response.entries()) {
          re += value * Math.cos(w * n)
          im += value * Math.sin(w * n)
        }
        const heardDb = 20 * Math.log10(Math.hypot(re, im))
        expect(Math.abs(heardDb - curveDbAt(curveGainsDb(values), freqHz))).toBeLessThan(0.1)
      }
    },
  )
})
