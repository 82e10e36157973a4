import type { PcmReader } from '../../core/pcm-store'
import type { Candidate } from './click-scanner'

/** Poles of the predictor. */
const ORDER = 32
/** Frames around a click that it learns from, at 48 kHz 21 ms either way, less the click itself. */
const CONTEXT = 1024
const CLICK_FRAMES_AT_48K = 48
const QUIET_SECONDS = 0.01
/** Deviations of the residual by its median magnitude, for a normal distribution. */
const MEDIAN_TO_DEVIATION = 1 / 0.6745

/** A click, and by how much it stands out. */
export interface Click {
  readonly channel: number
  readonly frame: number
  /** What the predictor did not foresee, in deviations of the rest of what it did not. */
  readonly height: number
  /** The same of the ten milliseconds around the click. */
  readonly around: number
}

/**
 * How far the samples of a candidate are from what linear prediction foresees by their surroundings (Godsill & Rayner, Digital
 * Audio Restoration, ch. 5).
 */
export const proveClick = (
  reader: PcmReader,
  { channel, frame, frames }: Candidate,
): Click | null => {
  const from = frame - CONTEXT
  if (from < 0 || frame + CONTEXT > reader.lengthFrames) return null
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(2 * CONTEXT))
  reader.read(from, block, 2 * CONTEXT)
  const x = block[channel] ?? new Float32Array(2 * CONTEXT)
  const at = sharpest(x, CONTEXT, CONTEXT + frames)
  const half = Math.round((CLICK_FRAMES_AT_48K * reader.sampleRate) / 48_000)
  const predictor = predictorOf(autocorrelation(x, at - half, at + half))
  if (!predictor) return null
  const residual = residualOf(x, predictor)
  const isClick = (n: number): boolean => Math.abs(n - at) <= half
  const quiet = Math.round(QUIET_SECONDS * reader.sampleRate)
  const rest = residual.filter((_, n) => n >= ORDER && !isClick(n)).sort()
  const deviation = (rest[rest.length >> 1] ?? 0) * MEDIAN_TO_DEVIATION
  if (deviation === 0) return null
  const most = (is: (n: number) => boolean): number =>
    residual.reduce((top, value, n) => (n >= ORDER && is(n) ? Math.max(top, value) : top), 0)
  return {
    channel,
    frame: from + at,
    height: most(isClick) / deviation,
    around: most((n) => !isClick(n) && Math.abs(n - at) <= quiet) / deviation,
  }
}

/** Where the waveform bends most. */
const sharpest = (x: Float32Array, from: number, to: number): number => {
  const bendAt = (n: number): number =>
    Math.abs((x[n - 1] ?? 0) + (x[n + 1] ?? 0) - 2 * (x[n] ?? 0))
  let best = from
  for (let n = from; n < to; n++) if (bendAt(n) > bendAt(best)) best = n
  return best
}

/** Of what lies before `from` and behind `to`, up to ORDER lags. */
const autocorrelation = (x: Float32Array, from: number, to: number): Float64Array => {
  const sums = new Float64Array(ORDER + 1)
  for (const [start, end] of [
    [0, from],
    [to, x.length],
  ] as const)
    for (let lag = 0; lag <= ORDER; lag++) {
      let sum = 0
      for (let n = start + lag; n < end; n++) sum += (x[n] ?? 0) * (x[n - lag] ?? 0)
      sums[lag] = (sums[lag] ?? 0) + sum
    }
  return sums
}

/** Levinson–Durbin; null for silence. */
const predictorOf = (r: Float64Array): Float64Array | null => {
  // A trace of white noise keeps the recursion stable.
  let error = (r[0] ?? 0) * (1 + 1e-9)
  if (error <= 0) return null
  const a = new Float64Array(ORDER + 1)
  a[0] = 1
  for (let i = 1; i <= ORDER; i++) {
    let sum = r[i] ?? 0
    for (let j = 1; j < i; j++) sum += (a[j] ?? 0) * (r[i - j] ?? 0)
    const k = -sum / error
    const last = a.slice()
    for (let j = 1; j < i; j++) a[j] = (last[j] ?? 0) + k * (last[i - j] ?? 0)
    a[i] = k
    error *= 1 - k * k
    if (error <= 0) return null
  }
  return a
}

/** |what the predictor did not foresee|. */
const residualOf = (x: Float32Array, a: Float64Array): Float64Array =>
  Float64Array.from(x, (_, n) => {
    let sum = 0
    for (let j = 0; j <= ORDER && j <= n; j++) sum += (a[j] ?? 0) * (x[n - j] ?? 0)
    return Math.abs(sum)
  })
