import type { PcmReader } from '../../core/pcm-store'
import { sin } from '../../dsp/elementary'
import { Fft } from '../../dsp/fft'
import { kaiserAt } from '../../dsp/filters/kaiser'
import type { Kernels } from '../../dsp/kernels'

/** Coefficients of a long block of AAC and of Vorbis at usual rates. */
const BINS = 1024
/** Audio that every offset of a frame fits into twice. */
const SIZE = 4 * BINS
/** Codecs that cut time so are used at these rates. */
const HIGHEST_RATE_HZ = 48_000
/** Coefficients that are looked at: where codecs save bits. */
const FROM_HZ = 4000
const TO_HZ = 12_000
const COEFFICIENTS = 64
/** Bins of the transform that a coefficient's window reaches to either side. */
const REACH = 16
/** Offsets on either side that one is compared with. */
const NEAR = 2
const FAR = 9
/** The other window of AAC, the sine, hides zeros under what leaks through it. */
const WINDOWS = ['kbd4', 'vorbis'] as const
type CodecWindow = (typeof WINDOWS)[number]

/**
 * Sums of logarithms of coefficients' powers: per window of WINDOWS, for every offset of a frame in the track modulo its length.
 */
export type OffsetSums = readonly Float64Array[]

/** The sums of nothing. */
export const NO_SUMS: OffsetSums = WINDOWS.map(() => new Float64Array(BINS))

/**
 * Looks at the frames of a transform codec: at the right offset, and with its window, many coefficients are zero again (after
 * Herre & Schug, Analysis of decompressed audio: the inverse decoder, AES 109, 2000). Of the first channel, at some places;
 * all zero where the rate or length is none for that.
 */
export const offsetSums = (
  reader: PcmReader,
  startFrames: readonly number[],
  kernels: Kernels,
): OffsetSums => {
  const { sampleRate, channelCount, lengthFrames } = reader
  if (sampleRate > HIGHEST_RATE_HZ || lengthFrames < SIZE) return NO_SUMS
  const scope = kernels.scope()
  try {
    const fft = new Fft(kernels, scope, SIZE)
    const [re, im] = [scope.f32(SIZE), scope.f32(SIZE)]
    const transformed = (fill: (re: Float32Array) => void): Complex => {
      re.view.fill(0)
      im.view.fill(0)
      fill(re.view)
      fft.forward(re, im)
      return { re: re.view.slice(), im: im.view.slice() }
    }
    const shapes = WINDOWS.map((window) => transformed((to) => to.set(codecWindow(window))))
    const others = Array.from({ length: channelCount - 1 }, () => new Float32Array(SIZE))
    const sums = WINDOWS.map(() => new Float64Array(BINS))
    for (const wanted of startFrames) {
      const start = Math.min(wanted, lengthFrames - SIZE)
      const audio = transformed((to) => reader.read(start, [to, ...others], SIZE))
      for (const [index, shape] of shapes.entries()) {
        const products = new Float64Array(2 * BINS).fill(1)
        for (const [k, [first, second]] of coefficientPairs(sampleRate).entries()) {
          re.view.fill(0)
          im.view.fill(0)
          place(audio, shape, first, re.view, im.view, false)
          place(audio, shape, second, re.view, im.view, true)
          fft.inverse(re, im)
          multiply(products, re.view, im.view)
          if ((k + 1) % AT_ONCE === 0) addLogs(products, sums[index], start)
        }
      }
    }
    return sums
  } finally {
    scope.release()
  }
}

/** Logarithms are dear: so many pairs are multiplied first. */
const AT_ONCE = 8

const multiply = (products: Float64Array, re: Float32Array, im: Float32Array): void => {
  for (let o = 0; o < products.length; o++) {
    const a = re[o] ?? 0
    const b = im[o] ?? 0
    products[o] = (products[o] ?? 0) * (a * a + LEAST) * (b * b + LEAST)
  }
}

const addLogs = (products: Float64Array, sums: Float64Array | undefined, start: number): void => {
  if (!sums) return
  for (let o = 0; o < products.length; o++) {
    const at = (start + o) % BINS
    sums[at] = (sums[at] ?? 0) + Math.log(products[o] ?? 1)
  }
  products.fill(1)
}

/** The same of several stretches together. */
export const joinOffsetSums = (parts: readonly OffsetSums[]): OffsetSums =>
  NO_SUMS.map((none, index) =>
    none.map((_, o) => parts.reduce((sum, part) => sum + (part[index]?.[o] ?? 0), 0)),
  )

/** Where frames of a codec begin, as far as it shows. */
export interface CodecLattice {
  readonly window: CodecWindow
  /** First frame of a frame of the codec, modulo its length. */
  readonly offset: number
  /** How far coefficients fall at this offset, in standard deviations of all the others. */
  readonly deviations: number
  /** … beside those with the other window. */
  readonly overOther: number
}

/** The offset and window that stand out most. */
export const latticeOf = (sums: OffsetSums): CodecLattice | null => {
  const found = WINDOWS.map((window, index) => ({ window, ...deepest(sums[index] ?? []) }))
  const [best, other] = found.toSorted((a, b) => b.deviations - a.deviations)
  return best && other ? { ...best, overOther: best.deviations / other.deviations } : null
}

/** Added to powers, so that silence has a logarithm. */
const LEAST = 1e-20

interface Complex {
  readonly re: Float32Array
  readonly im: Float32Array
}

const coefficientPairs = (sampleRate: number): readonly (readonly [number, number])[] => {
  const binOf = (hz: number): number => (hz / (sampleRate / 2)) * BINS
  const from = binOf(FROM_HZ)
  const step = (binOf(TO_HZ) - from) / COEFFICIENTS
  return Array.from({ length: COEFFICIENTS / 2 }, (_, k) => [
    Math.round(from + 2 * k * step),
    Math.round(from + (2 * k + 1) * step),
  ])
}

/**
 * Adds the spectrum of one MDCT coefficient's course over all offsets: the audio through the coefficient's own band-pass. As
 * an imaginary part, two of them share a transform.
 */
const place = (
  audio: Complex,
  shape: Complex,
  coefficient: number,
  re: Float32Array,
  im: Float32Array,
  asImaginary: boolean,
): void => {
  const centre = 2 * coefficient + 1
  const phase = -(Math.PI / BINS) * (coefficient + 0.5) * (0.5 + BINS / 2)
  const [c, s] = [Math.cos(phase), Math.sin(phase)]
  for (let k = -REACH; k <= REACH; k++) {
    const bin = centre + k
    const at = (k + SIZE) % SIZE
    const xr = audio.re[bin] ?? 0
    const xi = audio.im[bin] ?? 0
    const wr = shape.re[at] ?? 0
    const wi = -(shape.im[at] ?? 0)
    const pr = xr * wr - xi * wi
    const pi = xr * wi + xi * wr
    const yr = pr * c - pi * s
    const yi = pr * s + pi * c
    const mirror = SIZE - bin
    if (asImaginary) {
      re[bin] = (re[bin] ?? 0) - yi
      im[bin] = (im[bin] ?? 0) + yr
      re[mirror] = (re[mirror] ?? 0) + yi
      im[mirror] = (im[mirror] ?? 0) + yr
    } else {
      re[bin] = (re[bin] ?? 0) + yr
      im[bin] = (im[bin] ?? 0) + yi
      re[mirror] = (re[mirror] ?? 0) + yr
      im[mirror] = (im[mirror] ?? 0) - yi
    }
  }
}

/** The offset where the logarithms are least beside those around it: what the music does is smooth, a lattice is not. */
const deepest = (sums: ArrayLike<number>) => {
  const at = (o: number): number => sums[(o + BINS) % BINS] ?? 0
  const falls = Float64Array.from({ length: BINS }, (_, o) => {
    let around = 0
    for (let k = NEAR; k <= FAR; k++) around += at(o - k) + at(o + k)
    return around / (2 * (FAR - NEAR + 1)) - at(o)
  })
  const fall = Math.max(...falls)
  const variance = falls.reduce((total, value) => total + value * value, 0) / BINS
  return {
    offset: falls.indexOf(fall),
    deviations: variance > 0 ? fall / Math.sqrt(variance) : 0,
  }
}

/** Tables once made, by name. */
const windowsMade = new Map<CodecWindow, Float32Array>()

const codecWindow = (name: CodecWindow): Float32Array => {
  const table = windowsMade.get(name) ?? codecWindowOf(name)
  windowsMade.set(name, table)
  return table
}

/** The windows of AAC (Kaiser–Bessel-derived, α = 4) and of Vorbis. */
const codecWindowOf = (name: CodecWindow): Float32Array => {
  const size = 2 * BINS
  if (name === 'vorbis')
    return Float32Array.from({ length: size }, (_, n) => {
      const s = sin((Math.PI * (n + 0.5)) / size)
      return sin((Math.PI / 2) * s * s)
    })
  const weights = Float64Array.from({ length: BINS + 1 }, (_, n) =>
    kaiserAt((2 * n) / BINS - 1, Math.PI * 4),
  )
  const total = weights.reduce((soFar, weight) => soFar + weight, 0)
  let sum = 0
  const rising = weights.map((weight) => {
    sum += weight
    return Math.sqrt(sum / total)
  })
  return Float32Array.from({ length: size }, (_, n) => rising[n < BINS ? n : size - 1 - n] ?? 0)
}
