import { describe, expect, it } from 'vitest'
import { amplitudeToDb, dbToAmplitude } from '../../../core/decibels'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf, type ParameterValues } from '../../parameter'
import { chainOf, through } from '../../testing/run-module'
import { signal } from '../../testing/signals'
import { busCompressor } from '.'

const BENCH = { kernels: nodeKernels(), sampleRate: 48_000, channelCount: 2 } as const
const DEFAULTS = defaultsOf(busCompressor.parameters)

/** Settled output level and reported reduction for DC, the side-chain filter out. */
const settled = (values: ParameterValues, levelDb: number) => {
  const chain = chainOf(busCompressor, { ...DEFAULTS, sidechainHighPassHz: 20, ...values }, BENCH)
  const output = through(
    chain,
    signal(2, 96_000, () => dbToAmplitude(levelDb)),
  )
  const reductionDb = chain.activeModules[0]?.processor.gainReductionDb?.[0] ?? 0
  chain.dispose()
  return { levelDb: amplitudeToDb(output[1]?.[95_999] ?? 0), reductionDb }
}

describe('bus-compressor', () => {
  it('follows ratio, make-up and mix, and reports the reduction of the curve', () => {
    const hard = { thresholdDb: -20, ratio: 2, kneeDb: 0 }
    expect(settled(hard, -10).levelDb).toBeCloseTo(-15, 2)
    expect(settled(hard, -10).reductionDb).toBeCloseTo(5, 2)
    expect(settled({ ...hard, makeupDb: 3 }, -10).levelDb).toBeCloseTo(-12, 2)
    const half = amplitudeToDb((dbToAmplitude(-10) + dbToAmplitude(-15)) / 2)
    expect(settled({ ...hard, mixPercent: 50 }, -10).levelDb).toBeCloseTo(half, 2)
  })

  it('is neutral only at ratio 1 without make-up', () => {
    expect(busCompressor.isNeutral(DEFAULTS as never)).toBe(false)
    expect(busCompressor.isNeutral({ ...DEFAULTS, ratio: 1 } as never)).toBe(true)
    expect(busCompressor.isNeutral({ ...DEFAULTS, ratio: 1, makeupDb: 1 } as never)).toBe(false)
  })
})
