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

const convolved = (x: Float64Array, taps: Float64Array): Float64Array => {
  const reach = (taps.length - 1) / 2
  const padded = new Float64Array(x.length + 2 * reach)
  padded.set(x, reach)
  const out = new Float64Array(x.length)
  for (let j = 0; j < taps.length; j++) {
    const tap = taps[j] ?? 0
    for (let n = 0; n < x.length; n++) out[n] = (out[n] ?? 0) + tap * (padded[n + j] ?? 0)
  }
  return out
}
