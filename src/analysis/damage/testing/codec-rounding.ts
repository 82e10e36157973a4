import { fft } from '../../../dsp/dither.oracle'
import { gainOf } from './audio'
import { kaiser } from './kaiser-window'

export interface CodecRounding {
  /** Coefficients of a frame. */
  readonly N: number
  readonly window: string
  /** First frame's first sample. */
  readonly offset: number
  readonly stepDBFS: number
  /** Coefficients below are left alone. */
  readonly fromHz: number
}

/** What a codec's rounding of MDCT coefficients adds. */
export const codecRounded = (x: Float64Array, op: CodecRounding, fs: number): Float64Array => {
  const bins = op.N
  const size = 2 * bins
  const window = codecWindow(op.window, bins)
  const step = gainOf(op.stepDBFS)
  const first = Math.round((op.fromHz / (fs / 2)) * bins)
  const out = new Float64Array(x.length)
  const starts: number[] = []
  for (let start = op.offset; start + size <= x.length; start += bins) starts.push(start)
  for (const [index, start] of starts.entries()) {
    const frame = window.map((w, n) => w * (x[start + n] ?? 0))
    // Only what the rounding changes is added, so the rest stays as it was to the last bit.
    const isEnd = index === 0 || index === starts.length - 1
    const coefficients = mdct(frame, bins).map((value, k) =>
      k < first || isEnd ? 0 : step * Math.round(value / step) - value,
    )
    addInverse(coefficients, window, out, start)
  }
  return x.map((value, n) => value + (out[n] ?? 0))
}

/** By FFT, since a direct sum over all frames of a case would take minutes. */
const mdct = (frame: Float64Array, bins: number): Float64Array => {
  const size = 2 * bins
  const re = frame.map((value, n) => value * Math.cos((Math.PI * n) / size))
  const im = frame.map((value, n) => -value * Math.sin((Math.PI * n) / size))
  fft(re, im)
  return Float64Array.from({ length: bins }, (_, k) => {
    const angle = (Math.PI * (0.5 + bins / 2) * (k + 0.5)) / bins
    return Math.sqrt(2 / bins) * ((re[k] ?? 0) * Math.cos(angle) + (im[k] ?? 0) * Math.sin(angle))
  })
}

const addInverse = (
  coefficients: Float64Array,
  window: Float64Array,
  out: Float64Array,
  start: number,
): void => {
  const bins = coefficients.length
  const size = 2 * bins
  const n0 = 0.5 + bins / 2
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let k = 0; k < bins; k++) {
    const angle = (-Math.PI * n0 * (k + 0.5)) / bins
    re[k] = (coefficients[k] ?? 0) * Math.cos(angle)
    im[k] = (coefficients[k] ?? 0) * Math.sin(angle)
  }
  fft(re, im)
  for (let n = 0; n < size; n++) {
    const angle = (-Math.PI * n) / size
    const value = (re[n] ?? 0) * Math.cos(angle) - (im[n] ?? 0) * Math.sin(angle)
    out[start + n] = (out[start + n] ?? 0) + Math.sqrt(2 / bins) * value * (window[n] ?? 0)
  }
}

const codecWindow = (name: string, bins: number): Float64Array => {
  const size = 2 * bins
  if (name === 'kbd4') {
    const weights = kaiser(bins + 1, Math.PI * 4)
    const total = weights.reduce((soFar, value) => soFar + value, 0)
    let sum = 0
    const rising = weights.map((value) => {
      sum += value
      return Math.sqrt(sum / total)
    })
    return Float64Array.from({ length: size }, (_, n) => rising[n < bins ? n : size - 1 - n] ?? 0)
  }
  return Float64Array.from({ length: size }, (_, n) => {
    const s = Math.sin((Math.PI * (n + 0.5)) / size)
    return name === 'vorbis' ? Math.sin((Math.PI / 2) * s * s) : s
  })
}
