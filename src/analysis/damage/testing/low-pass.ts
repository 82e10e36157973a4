import { kaiser } from './kaiser-window'

export interface LowPass {
  readonly hz: number
  readonly taps: number
  readonly beta: number
}

/** Through a Kaiser-windowed sinc, unit gain at DC, without delay. */
export const lowPassed = (x: Float64Array, { hz, taps, beta }: LowPass, fs: number): Float64Array =>
  convolved(x, lowPassTaps(hz / fs, taps, beta))

const lowPassTaps = (ratio: number, count: number, beta: number): Float64Array => {
  const window = kaiser(count, beta)
  const taps = window.map((w, n) => {
    const m = n - (count - 1) / 2
    return w * (m === 0 ? 2 * ratio : Math.sin(2 * Math.PI * ratio * m) / (Math.PI * m))
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => tap / sum)
}

const BLOCK = 1024

const convolved = (x: Float64Array, taps: Float64Array): Float64Array => {
  const reach = (taps.length - 1) / 2
  const padded = new Float64Array(x.length + 2 * reach)
  padded.set(x, reach)
  const out = new Float64Array(x.length)
  // Block by block, so that what every tap reads stays in the cache; four taps a turn, added in their order.
  const four = taps.length - (taps.length % 4)
  for (let from = 0; from < x.length; from += BLOCK) {
    const to = Math.min(x.length, from + BLOCK)
    for (let j = 0; j < four; j += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = taps.subarray(j, j + 4)
      for (let n = from; n < to; n++) {
        const k = n + j
        let sum = (out[n] ?? 0) + a * (padded[k] ?? 0)
        sum += b * (padded[k + 1] ?? 0)
        sum += c * (padded[k + 2] ?? 0)
        out[n] = sum + d * (padded[k + 3] ?? 0)
      }
    }
    for (let j = four; j < taps.length; j++) {
      const tap = taps[j] ?? 0
      for (let n = from; n < to; n++) out[n] = (out[n] ?? 0) + tap * (padded[n + j] ?? 0)
    }
  }
  return out
}
