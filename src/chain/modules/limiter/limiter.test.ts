import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../../core/decibels'
import { nodeKernels } from '../../../hosts/node/node-kernels'
import { defaultsOf } from '../../parameter'
import { chainOf, TEST_LANDING, through } from '../../testing/run-module'
import { signal } from '../../testing/signals'
import { type LimiterValues, limiter, limiterParams } from '.'

const BENCH = { kernels: nodeKernels(), sampleRate: 48_000, channelCount: 2 } as const
const DEFAULTS = {
  ...(defaultsOf(limiter.parameters) as LimiterValues),
  character: 'transparent',
} as const satisfies LimiterValues

describe('limiter', () => {
  it('stops DC at the ceiling less the margin and reports the reduction in dB', () => {
    // Ten releases: the ringing of the onset asks for more reduction at first.
    const chain = chainOf(limiter, { ...DEFAULTS, releaseMode: 'fixed' }, BENCH)
    const output = through(
      chain,
      signal(2, 61_440, () => 2),
    )
    const settledDb = amplitudeToDb(output[0]?.[61_439] ?? 0)
    expect(settledDb).toBeCloseTo(TEST_LANDING.ceilingDbtp - TEST_LANDING.marginDb, 3)
    const reductionDb = chain.activeModules[0]?.processor.gainReductionDb?.[0] ?? 0
    expect(reductionDb).toBeCloseTo(amplitudeToDb(2) - settledDb, 3)
    chain.reset()
    expect(chain.activeModules[0]?.processor.gainReductionDb?.[0]).toBe(0)
    chain.dispose()
  })

  it('reports no reduction below the ceiling', () => {
    const chain = chainOf(limiter, DEFAULTS, BENCH)
    through(
      chain,
      signal(2, 4096, (n) => 0.5 * Math.sin(n / 5)),
    )
    expect(chain.activeModules[0]?.processor.gainReductionDb?.[0]).toBe(0)
    chain.dispose()
  })

  it('takes the controls as they are when transparent, faster when punchy or loud', () => {
    const paramsOf = (character: LimiterValues['character']) =>
      limiterParams({ ...DEFAULTS, character }, TEST_LANDING)
    const { attackMs, holdMs, releaseMs, slow, link } = paramsOf('transparent')
    expect({ attackMs, holdMs, releaseMs, link }).toEqual({
      attackMs: 4,
      holdMs: 12,
      releaseMs: 120,
      link: 1,
    })
    expect(slow?.releaseMs).toBeGreaterThan(releaseMs)
    for (const character of ['punchy', 'loud'] as const) {
      expect(paramsOf(character).holdMs).toBeLessThan(holdMs)
      expect(paramsOf(character).releaseMs).toBeLessThan(releaseMs)
    }
    const fixed = limiterParams({ ...DEFAULTS, releaseMode: 'fixed' }, TEST_LANDING)
    expect(fixed.slow).toBeUndefined()
  })
})
