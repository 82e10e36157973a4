import { fft } from '../../../dsp/dither.oracle'
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

/** Σ taps(j)·x(n + j − reach), by overlap-save: two blocks a turn, one in the real and one in the imaginary part. */
const convolved = (x: Float64Array, taps: Float64Array): Float64Array => {
  const reach = (taps.length - 1) / 2
  const size = 2 ** Math.ceil(Math.log2(4 * taps.length))
  const fresh = size - taps.length + 1
  const tapsRe = new Float64Array(size)
  const tapsIm = new Float64Array(size)
  tapsRe.set(taps)
  fft(tapsRe, tapsIm)
  const out = new Float64Array(x.length)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let from = 0; from < x.length; from += 2 * fresh) {
    for (let i = 0; i < size; i++) {
      re[i] = x[from - reach + i] ?? 0
      im[i] = x[from + fresh - reach + i] ?? 0
    }
    fft(re, im)
    // By the conjugate response; the conjugate of that, whose transform is the conjugate of the inverse.
    for (let k = 0; k < size; k++) {
      const [a = 0, b = 0, c = 0, d = 0] = [re[k], im[k], tapsRe[k], tapsIm[k]]
      re[k] = a * c + b * d
      im[k] = a * d - b * c
    }
    fft(re, im)
    for (let n = 0; n < fresh; n++) {
      if (from + n < out.length) out[from + n] = (re[n] ?? 0) / size
      if (from + fresh + n < out.length) out[from + fresh + n] = -(im[n] ?? 0) / size
    }
  }
  return out
}
