import type { PcmReader } from '../../core/pcm-store'
import { ClickMender, halfClick, MENDING_CONTEXT } from '../../dsp/restoration/click-mender'
import { addAutocorrelation, solvePredictor } from '../../dsp/restoration/linear-predictor'
import type { Candidate } from './click-scanner'

/** Poles of the predictor. */
const ORDER = 32
/** Frames around a click that it learns from, at 48 kHz 21 ms either way, less the click itself. */
const CONTEXT = 1024
const QUIET_SECONDS = 0.01
/** Deviations of the residual by its median magnitude, for a normal distribution. */
const MEDIAN_TO_DEVIATION = 1 / 0.6745
/** So clear a click is mended without asking: none of the music of the tests is, and most seeded clicks are (docs/adr/0016). */
const CERTAIN_HEIGHT = 30
const CERTAIN_OVER_AROUND = 6
/** … if it stands out no further afterwards. A step, as where a sample is looped, cannot be mended by a few frames. */
const MOST_LEFT = 5
/** Frames belong to a click where they stand out so far from what both sides foresee … */
const BELONGS = 5
/** … with so few in between that do not, and one more at both ends. */
const MOST_BETWEEN = 4

/** A click, and by how much it stands out. */
export interface Click {
  readonly channel: number
  readonly frame: number
  /** What the predictor did not foresee, in deviations of the rest of what it did not. */
  readonly height: number
  /** The same of the ten milliseconds around the click. */
  readonly around: number
  /** The frames that are damaged, where it is certain that writing them anew mends it. */
  readonly damaged: Damaged | null
}

export interface Damaged {
  readonly frame: number
  readonly frames: number
}

/**
 * How far the samples of a candidate are from what linear prediction foresees by their surroundings (Godsill & Rayner, Digital
 * Audio Restoration, ch. 5).
 */
export const proveClick = (
  reader: PcmReader,
  { channel, frame, frames }: Pick<Candidate, 'channel' | 'frame' | 'frames'>,
): Click | null => {
  const from = frame - CONTEXT
  if (from < 0 || frame + CONTEXT > reader.lengthFrames) return null
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(2 * CONTEXT))
  reader.read(from, block, 2 * CONTEXT)
  const x = block[channel] ?? new Float32Array(2 * CONTEXT)
  const at = sharpest(x, CONTEXT, CONTEXT + frames)
  const half = halfClick(reader.sampleRate)
  const predictor = predictorOf(x, at - half, at + half)
  if (!predictor) return null
  const residual = residualOf(x, predictor)
  const isClick = (n: number): boolean => Math.abs(n - at) <= half
  const quiet = Math.round(QUIET_SECONDS * reader.sampleRate)
  const rest = residual.filter((_, n) => n >= ORDER && !isClick(n)).sort()
  const deviation = (rest[rest.length >> 1] ?? 0) * MEDIAN_TO_DEVIATION
  if (deviation === 0) return null
  const most = (is: (n: number) => boolean): number =>
    residual.reduce((top, value, n) => (n >= ORDER && is(n) ? Math.max(top, value) : top), 0)
  const height = most(isClick) / deviation
  const around = most((n) => !isClick(n) && Math.abs(n - at) <= quiet) / deviation
  const click = { channel, frame: from + at, height, around, damaged: null }
  if (height < CERTAIN_HEIGHT || height < CERTAIN_OVER_AROUND * around) return click
  const [first, last] = extentOf(
    (n) => Math.min(residual[n] ?? 0, behindOf(x, predictor, n)) > BELONGS * deviation,
    at,
    half,
  )
  const damaged = { frame: from + first, frames: last - first + 1 }
  const left = leftOf(reader, channel, damaged, predictor) / deviation
  return { ...click, damaged: left <= MOST_LEFT ? damaged : null }
}

/** First and last frame of what hangs together around `at`. */
const extentOf = (
  stands: (n: number) => boolean,
  at: number,
  half: number,
): readonly [first: number, last: number] => {
  const reach = (step: 1 | -1): number => {
    let edge = at
    for (
      let n = at + step;
      Math.abs(n - at) < half && Math.abs(n - edge) <= MOST_BETWEEN + 1;
      n += step
    )
      if (stands(n)) edge = n
    return edge + step
  }
  return [reach(-1), reach(1)]
}

/** How far a click stands out once it is mended; Infinity where it cannot be. */
const leftOf = (
  reader: PcmReader,
  channel: number,
  { frame, frames }: Damaged,
  predictor: Float64Array,
): number => {
  const from = frame - MENDING_CONTEXT
  const length = 2 * MENDING_CONTEXT + frames
  if (from < 0 || from + length > reader.lengthFrames) return Number.POSITIVE_INFINITY
  const block = Array.from({ length: reader.channelCount }, () => new Float32Array(length))
  reader.read(from, block, length)
  const mender = new ClickMender(frames)
  mender.window.set(block[channel] ?? [])
  if (!mender.mend(frames)) return Number.POSITIVE_INFINITY
  const residual = residualOf(mender.window, predictor)
  return Math.max(...residual.subarray(MENDING_CONTEXT, MENDING_CONTEXT + frames + ORDER))
}

/** Where the waveform bends most. */
const sharpest = (x: Float32Array, from: number, to: number): number => {
  const bendAt = (n: number): number =>
    Math.abs((x[n - 1] ?? 0) + (x[n + 1] ?? 0) - 2 * (x[n] ?? 0))
  let best = from
  for (let n = from; n < to; n++) if (bendAt(n) > bendAt(best)) best = n
  return best
}

/** Learnt from what lies before `from` and behind `to`; null for silence. */
const predictorOf = (x: Float32Array, from: number, to: number): Float64Array | null => {
  const sums = new Float64Array(ORDER + 1)
  addAutocorrelation(sums, x, 0, from)
  addAutocorrelation(sums, x, to, x.length)
  const a = new Float64Array(ORDER + 1)
  return solvePredictor(sums, a, new Float64Array(ORDER + 1)) > 0 ? a : null
}

/** |what the predictor did not foresee|. */
const residualOf = (x: Float32Array | Float64Array, a: Float64Array): Float64Array =>
  Float64Array.from(x, (_, n) => {
    let sum = 0
    for (let j = 0; j <= ORDER && j <= n; j++) sum += (a[j] ?? 0) * (x[n - j] ?? 0)
    return Math.abs(sum)
  })

/** The same of one frame, foreseen by what lies behind it. */
const behindOf = (x: Float32Array, a: Float64Array, n: number): number => {
  let sum = 0
  for (let j = 0; j <= ORDER; j++) sum += (a[j] ?? 0) * (x[n + j] ?? 0)
  return Math.abs(sum)
}
