import { halfBand } from './half-band'

/**
 * The oversampler in float64 by plain convolution: zeros between, all 4k + 3 taps, every second value.
 * Returns down(shape(up(x))), delayed by whole frames as the kernel's pair is; as long as x.
 */
export const oversampledBy = (
  x: Float64Array,
  sampleRate: number,
  factor: 2 | 4 | 8,
  shape: (high: number) => number,
): Float64Array => {
  const passHz = Math.min(20_000, (20_000 / 44_100) * sampleRate)
  const filters = Array.from({ length: Math.log2(factor) }, (_, s) =>
    fullTaps(halfBand(sampleRate * 2 ** s, passHz)),
  )
  const delay = filters.reduce(
    (sum, taps, s) => sum + ((taps.length - 1) * factor) / 2 ** (s + 1),
    0,
  )
  const padFrames = (factor - (delay % factor)) % factor
  let high: Float64Array = x
  for (const taps of filters) high = convolved(stuffed(high), taps, 2)
  high = high.map((_, n) => shape(high[n - padFrames] ?? 0))
  for (const taps of [...filters].reverse()) high = thinned(convolved(high, taps, 1))
  return high
}

const fullTaps = ({ k, side }: ReturnType<typeof halfBand>): Float64Array => {
  const taps = new Float64Array(4 * k + 3)
  side.forEach((tap, j) => {
    taps[2 * j] = tap
    taps[4 * k + 2 - 2 * j] = tap
  })
  taps[2 * k + 1] = 0.5
  return taps
}

const stuffed = (x: Float64Array): Float64Array => {
  const y = new Float64Array(2 * x.length)
  x.forEach((value, n) => {
    y[2 * n] = value
  })
  return y
}

const thinned = (x: Float64Array): Float64Array =>
  Float64Array.from({ length: x.length / 2 }, (_, n) => x[2 * n] as number)

const convolved = (x: Float64Array, taps: Float64Array, gain: number): Float64Array =>
  x.map((_, n) => {
    let sum = 0
    taps.forEach((tap, j) => {
      sum += tap * (x[n - j] ?? 0)
    })
    return gain * sum
  })
