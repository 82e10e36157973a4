import { describe, expect, it } from 'vitest'
import { amplitudeToDb } from '../../core/decibels'
import { METER_SHAPE, VERIFIER_SHAPE } from '../resampling/interpolator'
import { TruePeakLimiter } from './limiter'
import { limitedBy } from './limiter.oracle'
import { FIXED, kernels, limit, music, PARAMS, QUICK } from './testing/limited'

describe('the kernels', () => {
  const stereo = [music(48_000, 0.25, 5), music(48_000, 0.25, 6).map((value) => value * 0.7)]

  it('agree with the float64 definition to −90 dBFS', () => {
    for (const params of [FIXED, QUICK, { ...PARAMS, link: 0.4, attackMs: 1.5, holdMs: 0 }]) {
      const { output } = limit(stereo, params, 48_000)
      limitedBy(stereo, params, 48_000).forEach((expected, c) => {
        const errors = expected.map((value, n) => Math.abs((output[c]?.[n] ?? 0) - value))
        expect(amplitudeToDb(Math.max(...errors))).toBeLessThan(-90)
      })
    }
  })

  it('agree with it where the detector is the verifier', () => {
    const { output } = limit(stereo, FIXED, 48_000, { shape: VERIFIER_SHAPE })
    limitedBy(stereo, FIXED, 48_000, VERIFIER_SHAPE).forEach((expected, c) => {
      const errors = expected.map((value, n) => Math.abs((output[c]?.[n] ?? 0) - value))
      expect(amplitudeToDb(Math.max(...errors))).toBeLessThan(-90)
    })
  })

  it.each([
    ['8 × 64', METER_SHAPE],
    ['16 × 128', VERIFIER_SHAPE],
  ])('give the same bits for any blocking, detector %s', (_, shape) => {
    for (const params of [QUICK, { ...QUICK, link: 0.4 }]) {
      const whole = limit(stereo, params, 48_000, { shape }).output
      for (const blockFrames of [1, 64, 1021])
        limit(stereo, params, 48_000, { blockFrames, shape }).output.forEach((channel, c) => {
          expect(channel.findIndex((value, n) => value !== whole[c]?.[n])).toBe(-1)
        })
    }
  })

  it.each([
    ['8 × 64', METER_SHAPE],
    ['16 × 128', VERIFIER_SHAPE],
  ])('skip only what could not have mattered, detector %s', (_, shape) => {
    const { call } = kernels
    const scope = kernels.scope()
    const line = scope.f32(4096 + 256)
    const peaks = scope.f32(4096 + 8)
    const limiter = new TruePeakLimiter(kernels, PARAMS, 48_000, 1, shape)
    const { rows, more, lateFrames, excess, near } = limiter.detector
    line.view.set(music(48_000, 0.09, 7).map((value) => value * 0.5))
    const read = (threshold: number): Float32Array => {
      const { perPeak, perSecondDifference } = excess
      call.intervalPeaks(
        line.pointer + 4 * 128,
        peaks.pointer,
        4096,
        rows.pointer,
        more?.pointer ?? 0,
        lateFrames,
        threshold,
        1 + perPeak,
        perSecondDifference,
        near.pointer,
      )
      return peaks.view.slice(0, 4096)
    }
    const every = read(-1)
    const some = read(0.8)
    let skipped = 0
    some.forEach((value, n) => {
      if (value === 0) {
        skipped++
        expect(every[n]).toBeLessThanOrEqual(0.8)
      } else expect(value).toBe(every[n])
    })
    expect(skipped).toBeGreaterThan(1000)
    limiter.dispose()
    scope.release()
  })
})
