import type { StereoTransform } from './stereo-transform'

/** What both channels share is compared here: below, a lag of a fraction of a turn means little. */
const LOW_HZ = 100
const HIGH_HZ = 8000
/** Spaced microphones reach this far. */
const LONGEST_SECONDS = 0.02

export interface Delay {
  /** Frames that right is late; negative: left is. */
  readonly frames: number
  /** 1 = right is nothing but left, later. */
  readonly height: number
}

/** The lag at which the channels agree best: generalised cross-correlation with phase transform (Knapp & Carter, 1976). */
export const delayOf = (transform: StereoTransform, sampleRate: number): Delay => {
  const { crossRe, crossIm, size } = transform
  const from = Math.ceil((LOW_HZ * size) / sampleRate)
  const to = Math.min(size / 2, Math.floor((HIGH_HZ * size) / sampleRate))
  const correlation = transform.inverse((re, im) => {
    for (let k = from; k < to; k++) {
      const x = crossRe[k] ?? 0
      const y = crossIm[k] ?? 0
      const scale = Math.sqrt(x * x + y * y)
      if (scale < 1e-20) continue
      // The conjugate: a positive lag is that of right.
      re[k] = x / scale
      im[k] = -y / scale
    }
  })
  const longest = Math.floor(LONGEST_SECONDS * sampleRate)
  let best = 0
  for (let lag = -longest; lag <= longest; lag++)
    if ((correlation[(lag + size) % size] ?? 0) > (correlation[(best + size) % size] ?? 0))
      best = lag
  return {
    frames: best,
    height: Math.max(0, correlation[(best + size) % size] ?? 0) / Math.max(1, to - from),
  }
}
