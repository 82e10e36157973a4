import { describe, expect, it } from 'vitest'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { ALIGNMENT_FRAMES, lagOf, MOST_LAG_FRAMES } from './align'

/** Every shift summed term by term; the first of the greatest sums. */
const plainLag = (early: Float32Array, late: Float32Array): number => {
  let best = 0
  let lag = 0
  for (let shift = 0; shift <= 2 * MOST_LAG_FRAMES; shift++) {
    let sum = 0
    for (let n = MOST_LAG_FRAMES; n < ALIGNMENT_FRAMES - MOST_LAG_FRAMES; n++)
      sum += (early[n] ?? 0) * (late[n - MOST_LAG_FRAMES + shift] ?? 0)
    if (sum <= best) continue
    best = sum
    lag = shift - MOST_LAG_FRAMES
  }
  return lag
}

const signal = (at: (n: number) => number): Float32Array => {
  const samples = new Float32Array(ALIGNMENT_FRAMES)
  for (let n = 0; n < samples.length; n++) samples[n] = at(n)
  return samples
}

const noise = (seed: number): Float32Array => {
  const next = seededNoise(seed)
  return signal(() => 0.3 * next())
}

const delayed = (samples: Float32Array, frames: number): Float32Array =>
  signal((n) => samples[n - frames] ?? 0)

describe('the lag of a signal behind another', () => {
  it.each([0, 1, -1, 529, -1105, MOST_LAG_FRAMES, -MOST_LAG_FRAMES])('is found: %i', (frames) => {
    expect(lagOf(noise(3), delayed(noise(3), frames))).toBe(frames)
  })

  const flat = signal(() => 0.25)
  it.each([
    ['noise and other noise', noise(3), noise(4)],
    ['noise turned over', noise(3), noise(3).map((x) => -x)],
    ['a tone, whose periods are alike', signal((n) => Math.sin((2 * Math.PI * n) / 64)), null],
    ['a low tone', signal((n) => Math.sin(n / 900)), null],
    ['a constant, all of whose sums are alike', flat, flat],
    ['one that ends early', noise(5), noise(5).subarray(0, 9000)],
  ])('is what sums term by term tell: %s', (_, early, late) => {
    const other = late ?? delayed(early, 37)
    expect(lagOf(early, other)).toBe(plainLag(early, other))
  })

  it('is none in silence, nor in nothing', () => {
    const silence = new Float32Array(ALIGNMENT_FRAMES)
    expect(lagOf(silence, silence)).toBe(0)
    expect(lagOf(noise(1), silence)).toBe(0)
    expect(lagOf(new Float32Array(), new Float32Array())).toBe(0)
  })
})
