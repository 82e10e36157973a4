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
  const twiddles = twiddlesOf(bins)
  const step = gainOf(op.stepDBFS)
  const first = Math.round((op.fromHz / (fs / 2)) * bins)
  const out = new Float64Array(x.length)
  const starts: number[] = []
  for (let start = op.offset; start + size <= x.length; start += bins) starts.push(start)
  const frame = new Float64Array(size)
  // The first and the last frame overlap with none on one side, and are left alone.
  for (const start of starts.slice(1, -1)) {
    for (let n = 0; n < size; n++) frame[n] = (window[n] ?? 0) * (x[start + n] ?? 0)
    const coefficients = mdct(frame, twiddles)
    // Only what the rounding changes is added, so the rest stays as it was to the last bit.
    for (let k = 0; k < bins; k++) {
      const value = coefficients[k] ?? 0
      coefficients[k] = k < first ? 0 : step * Math.round(value / step) - value
    }
    addInverse(coefficients, window, twiddles, out, start)
  }
  return x.map((value, n) => value + (out[n] ?? 0))
}

interface Twiddles {
  /** Of each sample of a frame. */
  readonly sample: Rotations
  /** Of each coefficient. */
  readonly bin: Rotations
}
interface Rotations {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

const rotations = (length: number, angleOf: (n: number) => number): Rotations => {
  const angles = Float64Array.from({ length }, (_, n) => angleOf(n))
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) }
}

const twiddlesOf = (bins: number): Twiddles => ({
  sample: rotations(2 * bins, (n) => (Math.PI * n) / (2 * bins)),
  bin: rotations(bins, (k) => (Math.PI * (0.5 + bins / 2) * (k + 0.5)) / bins),
})

/** By FFT, since a direct sum over all frames of a case would take minutes. */
const mdct = (frame: Float64Array, { sample, bin }: Twiddles): Float64Array => {
  const size = frame.length
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let n = 0; n < size; n++) {
    re[n] = (frame[n] ?? 0) * (sample.cos[n] ?? 0)
    im[n] = -(frame[n] ?? 0) * (sample.sin[n] ?? 0)
  }
  fft(re, im)
  const scale = Math.sqrt(4 / size)
  const coefficients = new Float64Array(size / 2)
  for (let k = 0; k < coefficients.length; k++)
    coefficients[k] = scale * ((re[k] ?? 0) * (bin.cos[k] ?? 0) + (im[k] ?? 0) * (bin.sin[k] ?? 0))
  return coefficients
}

const addInverse = (
  coefficients: Float64Array,
  window: Float64Array,
  { sample, bin }: Twiddles,
  out: Float64Array,
  start: number,
): void => {
  const size = window.length
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let k = 0; k < coefficients.length; k++) {
    re[k] = (coefficients[k] ?? 0) * (bin.cos[k] ?? 0)
    im[k] = -(coefficients[k] ?? 0) * (bin.sin[k] ?? 0)
  }
  fft(re, im)
  const scale = Math.sqrt(4 / size)
  for (let n = 0; n < size; n++) {
    const value = (re[n] ?? 0) * (sample.cos[n] ?? 0) + (im[n] ?? 0) * (sample.sin[n] ?? 0)
    out[start + n] = (out[start + n] ?? 0) + scale * value * (window[n] ?? 0)
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
