import { readFileSync } from 'node:fs'
import { assert } from '../../core/assert'
import { seededNoise } from '../../dsp/testing/seeded-noise'

/** The seeded programme and operations of findings-vectors.json; see `conventions` there. */
interface Voice {
  readonly kind: 'tones' | 'noiseHits'
  readonly freqsHz?: readonly number[]
  readonly partials?: readonly number[]
  readonly periodSeconds: number
  readonly offsetSeconds?: number
  readonly tauSeconds: number
  readonly dBFS: number
  readonly pan: readonly [number, number]
  readonly seed?: number
  readonly difference?: number
}

interface Programme {
  readonly seconds: number
  readonly fadeInSeconds: number
  readonly fadeOutSeconds: number
  readonly voices: readonly Voice[]
}

export type Op = { readonly op: string } & Readonly<Record<string, unknown>>

const FILE = JSON.parse(
  readFileSync(new URL('findings-vectors.json', import.meta.url), 'utf8'),
) as {
  readonly sources: { readonly programme: Programme }
}

type Audio = readonly [Float64Array, Float64Array]

const gainOf = (db: number): number => 10 ** (db / 20)

const noiseOf = (seed: number, frames: number): Float64Array => {
  const next = seededNoise(seed)
  return Float64Array.from({ length: frames }, next)
}

const programmes = new Map<number, Audio>()

/** The programme, stereo; made once per rate and copied. */
export const programme = (fs: number): Audio => {
  const made = programmes.get(fs) ?? synthesise(FILE.sources.programme, fs)
  programmes.set(fs, made)
  return [made[0].slice(), made[1].slice()]
}

const synthesise = (
  { seconds, fadeInSeconds, fadeOutSeconds, voices }: Programme,
  fs: number,
): Audio => {
  const frames = Math.round(seconds * fs)
  const audio: Audio = [new Float64Array(frames), new Float64Array(frames)]
  for (const voice of voices) {
    const noise = voice.kind === 'noiseHits' ? noiseOf(voice.seed ?? 0, frames) : undefined
    const { offsetSeconds = 0, periodSeconds, tauSeconds, difference } = voice
    const amplitude = gainOf(voice.dBFS)
    for (let k = 0; ; k++) {
      const start = Math.round((offsetSeconds + k * periodSeconds) * fs)
      if (start >= frames) break
      const count = Math.min(frames - start, Math.round(8 * tauSeconds * fs))
      const freqHz = voice.freqsHz?.[k % voice.freqsHz.length] ?? 0
      for (let i = 0; i < count; i++) {
        const n = start + i
        let value = 0
        if (noise)
          value =
            (noise[n] ?? 0) -
            (difference === undefined || n === 0 ? 0 : difference * (noise[n - 1] ?? 0))
        else
          for (const [h, partial] of (voice.partials ?? []).entries())
            value += partial * Math.sin((2 * Math.PI * (h + 1) * freqHz * i) / fs)
        const sign = noise || k % 2 === 0 ? 1 : -1
        const sample = sign * amplitude * value * Math.exp(-i / (tauSeconds * fs))
        audio[0][n] = (audio[0][n] ?? 0) + voice.pan[0] * sample
        audio[1][n] = (audio[1][n] ?? 0) + voice.pan[1] * sample
      }
    }
  }
  const fadeIn = Math.round(fadeInSeconds * fs)
  const fadeOut = Math.round(fadeOutSeconds * fs)
  for (const channel of audio) {
    for (let n = 0; n < fadeIn; n++) channel[n] = ((channel[n] ?? 0) * (n + 1)) / fadeIn
    for (let n = frames - fadeOut; n < frames; n++)
      channel[n] = ((channel[n] ?? 0) * (frames - n)) / fadeOut
  }
  return audio
}

const num = (value: unknown): number => {
  assert(typeof value === 'number', 'vector: a number was expected')
  return value
}

/** Applies one operation. */
export const applyOp = (audio: Audio, op: Op, fs: number): Audio => {
  const map = (change: (x: number, n: number, channel: number) => number): Audio => [
    audio[0].map((x, n) => change(x, n, 0)),
    audio[1].map((x, n) => change(x, n, 1)),
  ]
  switch (op.op) {
    case 'gain': {
      const gains = Array.isArray(op.dB) ? op.dB.map(num) : [num(op.dB), num(op.dB)]
      return map((x, _, channel) => x * gainOf(gains[channel] ?? 0))
    }
    case 'clip': {
      const limit = gainOf(num(op.dBFS))
      return map((x) => Math.min(limit, Math.max(-limit, x)))
    }
    case 'offset': {
      const values = op.values as readonly number[]
      return map((x, _, channel) => x + (values[channel] ?? 0))
    }
    case 'invert':
      return map((x, _, channel) => (channel === op.channel ? -x : x))
    case 'delay': {
      const samples = num(op.samples)
      return map((x, n, channel) =>
        channel === op.channel ? (audio[channel as 0 | 1][n - samples] ?? 0) : x,
      )
    }
    case 'mono':
      return map((_, n) => ((audio[0][n] ?? 0) + (audio[1][n] ?? 0)) / 2)
    case 'zero': {
      const start = Math.round(num(op.atSeconds) * fs)
      const channels = op.channels as readonly number[]
      return map((x, n, channel) =>
        channels.includes(channel) && n >= start && n < start + num(op.samples) ? 0 : x,
      )
    }
    case 'impulse': {
      const start = Math.round(num(op.atSeconds) * fs)
      const shape = op.shape as readonly number[]
      const gain = gainOf(num(op.dBFS))
      return map(
        (x, n, channel) => x + (channel === op.channel ? gain * (shape[n - start] ?? 0) : 0),
      )
    }
    case 'lines': {
      const lines = op.lines as readonly (readonly [number, number])[]
      const pan = (op.pan as readonly number[] | undefined) ?? [1, 1]
      return map(
        (x, n, channel) =>
          x +
          (pan[channel] ?? 1) *
            lines.reduce(
              (sum, [hz, db]) => sum + gainOf(db) * Math.sin((2 * Math.PI * hz * n) / fs),
              0,
            ),
      )
    }
    case 'pad': {
      const head = Math.round(num(op.headSeconds) * fs)
      const tail = Math.round(num(op.tailSeconds) * fs)
      const padded = (x: Float64Array): Float64Array => {
        const longer = new Float64Array(head + x.length + tail)
        longer.set(x, head)
        return longer
      }
      return [padded(audio[0]), padded(audio[1])]
    }
    case 'cut': {
      const from = Math.round(num(op.fromSeconds) * fs)
      const to = Math.round(num(op.toSeconds) * fs)
      return [audio[0].slice(from, to), audio[1].slice(from, to)]
    }
    case 'noise': {
      const gain = gainOf(num(op.peakDBFS))
      const noises = audio.map((x, channel) => noiseOf(num(op.seed) + channel * 7919, x.length))
      return map((x, n, channel) => x + gain * (noises[channel]?.[n] ?? 0))
    }
    case 'quantise': {
      const scale = 2 ** (num(op.bits) - 1)
      const dithers = audio.map((x, channel) => {
        if (op.ditherSeed === undefined) return null
        const first = noiseOf(num(op.ditherSeed) + 2 * channel, x.length)
        const second = noiseOf(num(op.ditherSeed) + 2 * channel + 1, x.length)
        return first.map((value, n) => (value + (second[n] ?? 0)) / 2)
      })
      return map(
        (x, n, channel) => Math.floor(x * scale + (dithers[channel]?.[n] ?? 0) + 0.5) / scale,
      )
    }
    case 'boxLimit':
      return boxLimited(audio, gainOf(num(op.dBFS)), num(op.samples))
    case 'lowpass': {
      const taps = lowPassTaps(num(op.hz) / fs, num(op.taps), num(op.beta))
      return [convolved(audio[0], taps), convolved(audio[1], taps)]
    }
    case 'mdctQuantise':
      return [mdctQuantised(audio[0], op, fs), mdctQuantised(audio[1], op, fs)]
    default:
      throw new Error(`vector: no operation ${op.op}`)
  }
}

/** Running maximum over ±reach, then running mean of the gain over the same window. */
const boxLimited = (audio: Audio, limit: number, reach: number): Audio => {
  const { length } = audio[0]
  const gain = new Float64Array(length)
  const most = audio[0].map((x, n) => Math.max(Math.abs(x), Math.abs(audio[1][n] ?? 0)))
  const queue: number[] = []
  let front = 0
  for (let n = 0; n < length + reach; n++) {
    if (n < length) {
      while (queue.length > front && (most[queue.at(-1) ?? 0] ?? 0) <= (most[n] ?? 0)) queue.pop()
      queue.push(n)
    }
    const centre = n - reach
    if (centre < 0) continue
    while ((queue[front] ?? 0) < centre - reach) front++
    gain[centre] = Math.min(1, limit / Math.max(1e-30, most[queue[front] ?? 0] ?? 0))
  }
  const at = (n: number): number => gain[Math.min(length - 1, Math.max(0, n))] ?? 1
  let sum = 0
  for (let n = -reach; n <= reach; n++) sum += at(n)
  const mean = new Float64Array(length)
  for (let n = 0; n < length; n++) {
    mean[n] = sum / (2 * reach + 1)
    sum += at(n + reach + 1) - at(n - reach)
  }
  return [audio[0].map((x, n) => x * (mean[n] ?? 1)), audio[1].map((x, n) => x * (mean[n] ?? 1))]
}

const besselI0 = (x: number): number => {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-18; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

const kaiser = (length: number, beta: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => {
    const t = (2 * n) / (length - 1) - 1
    return besselI0(beta * Math.sqrt(Math.max(0, 1 - t * t))) / besselI0(beta)
  })

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

const mdctQuantised = (x: Float64Array, op: Op, fs: number): Float64Array => {
  const bins = num(op.N)
  const size = 2 * bins
  const window = codecWindow(op.window as string, bins)
  const step = gainOf(num(op.stepDBFS))
  const first = Math.round((num(op.fromHz) / (fs / 2)) * bins)
  const out = new Float64Array(x.length)
  const starts: number[] = []
  for (let start = num(op.offset); start + size <= x.length; start += bins) starts.push(start)
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

/** Radix 2, in place, forward. */
const fft = (re: Float64Array, im: Float64Array): void => {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const r = re[i] ?? 0
      const m = im[i] ?? 0
      re[i] = re[j] ?? 0
      im[i] = im[j] ?? 0
      re[j] = r
      im[j] = m
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2
    for (let k = 0; k < half; k++) {
      const c = Math.cos((2 * Math.PI * k) / size)
      const s = -Math.sin((2 * Math.PI * k) / size)
      for (let at = k; at < n; at += size) {
        const other = at + half
        const r = (re[other] ?? 0) * c - (im[other] ?? 0) * s
        const m = (re[other] ?? 0) * s + (im[other] ?? 0) * c
        re[other] = (re[at] ?? 0) - r
        im[other] = (im[at] ?? 0) - m
        re[at] = (re[at] ?? 0) + r
        im[at] = (im[at] ?? 0) + m
      }
    }
  }
}

const codecWindow = (name: string, bins: number): Float64Array => {
  const size = 2 * bins
  if (name === 'kbd4') {
    const weights = kaiser(bins + 1, Math.PI * 4)
    const total = weights.reduce((sum, value) => sum + value, 0)
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
