import { seededNoise } from '../../../dsp/testing/seeded-noise'

/** Left and right. */
export type Audio = readonly [Float64Array, Float64Array]

/** Decibels as a factor. */
export const gainOf = (db: number): number => 10 ** (db / 20)

/** White noise, −1…1, the same for a seed everywhere. */
export const noiseOf = (seed: number, frames: number): Float64Array => {
  const next = seededNoise(seed)
  const noise = new Float64Array(frames)
  for (let n = 0; n < frames; n++) noise[n] = next()
  return noise
}
