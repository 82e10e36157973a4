import { describe, expect, it } from 'vitest'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { seededNoise } from '../testing/seeded-noise'

const kernels = nodeKernels()
const FRAMES = 2048
const CEILING = 0.5

/** √(Σ (window · (min(|x|, peak) − ceiling)₊)²) ÷ peak, in float64. */
const excessOver = (x: Float32Array, window: Float32Array, peak: number): number =>
  Math.sqrt(
    x.reduce((sum, value, n) => {
      const over = Math.max(0, Math.min(Math.abs(value), peak) - CEILING)
      return sum + ((window[n] as number) * over) ** 2
    }, 0),
  ) / peak

const allowed = (x: Float32Array, window: Float32Array, largest: number, share: number): number => {
  const scope = kernels.scope()
  const audio = scope.f32(FRAMES)
  const weights = scope.f32(FRAMES)
  audio.view.set(x)
  weights.view.set(window)
  const args = [audio.pointer, weights.pointer, FRAMES, CEILING, largest, share] as const
  const peak = kernels.call.allowedPeak(...args)
  scope.release()
  return peak
}

const largestOf = (x: Float32Array): number =>
  x.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const hann = Float32Array.from({ length: FRAMES }, (_, n) => Math.sin((Math.PI * n) / FRAMES) ** 2)

const noise = seededNoise(3)
const SIGNALS: Readonly<Record<string, Float32Array>> = {
  'a tone': Float32Array.from({ length: FRAMES }, (_, n) => 1.5 * Math.sin(n / 20)),
  noise: Float32Array.from({ length: FRAMES }, () => 2 * noise()),
  'a needle over many low peaks': Float32Array.from({ length: FRAMES }, (_, n) =>
    n === 1000 ? -4 : 0.6 * Math.sin(n / 7),
  ),
}

describe('the peak at which what is over a ceiling has so much less power', () => {
  it.each(
    Object.keys(SIGNALS).flatMap((name) =>
      [0.9, 0.5, 0.1, 0.01].map((share) => [name, share] as const),
    ),
  )('of %s: a share of %f of the amplitude, within a hundredth', (name, share) => {
    const x = SIGNALS[name] as Float32Array
    const largest = largestOf(x)
    const peak = allowed(x, hann, largest, share)
    expect(peak).toBeGreaterThan(CEILING)
    expect(peak).toBeLessThan(largest)
    const found = excessOver(x, hann, peak) / excessOver(x, hann, largest)
    expect(Math.abs(found / share - 1)).toBeLessThan(0.011)
  })

  it('of a needle alone is known in closed form: 1 − ceiling ÷ peak', () => {
    const x = new Float32Array(FRAMES)
    x[1024] = -4
    const peak = allowed(x, hann, 4, 0.5)
    expect(1 - CEILING / peak).toBeCloseTo(0.5 * (1 - CEILING / 4), 2)
  })

  it('is the ceiling where no sample is over it', () => {
    const x = new Float32Array(FRAMES).fill(0.4)
    expect(allowed(x, hann, 0.4, 0.5)).toBe(CEILING)
  })

  it('finds the largest magnitude of either sign', () => {
    const scope = kernels.scope()
    const audio = scope.f32(FRAMES)
    audio.view.set(SIGNALS['a needle over many low peaks'] as Float32Array)
    expect(kernels.call.largestMagnitude(audio.pointer, FRAMES)).toBe(4)
    scope.release()
  })
})
