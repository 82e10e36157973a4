import { BLOCK_FRAMES } from '../../core/pcm'
import { exp } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'
import {
  type ExcessBound,
  excessBound,
  foldedRows,
  interpolator,
  METER_SHAPE,
} from '../resampling/interpolator'

/** Frames from a sample to the last tap that its peak needs. */
export const DETECTOR_FRAMES = METER_SHAPE.taps / 2
/** Phases p that are computed; 8 − p mirrors p. */
const PAIRS = [1, 2, 3, 4] as const
/** Box lengths that minimise the stop-band peak of a cascade of three (sources: limiter). */
const BOX_SHARES = [0.4041, 0.3349] as const
/** Frames kept in front of the detector: its kernel reads one run and a frame before the first. */
const DETECTOR_HISTORY = 36
/** Room behind the newest frame that a kernel may read, though no result depends on it. */
const READ_AHEAD = 68
const UNITY = 2 ** 30

/** The parameters in plain numbers: linear gains, frames, and times in milliseconds. */
export interface LimiterParams {
  /** Linear true peak that the output may reach. */
  readonly ceiling: number
  readonly attackMs: number
  readonly holdMs: number
  /** Time in which a release covers 63 % of its way. */
  readonly releaseMs: number
  /** Second, slower release; absent = one stage. */
  readonly slow?: {
    /** Time in which sustained reduction charges it to 63 %. */
    readonly chargeMs: number
    readonly releaseMs: number
  }
  /** 1 = every channel gets the gain of the loudest, 0 = each its own. */
  readonly link: number
}

/** Frames of the stages at one sample rate. */
export interface LimiterTiming {
  readonly attackFrames: number
  /** Length of the moving minimum: the smoother's length and the hold. */
  readonly windowFrames: number
  readonly boxFrames: readonly [number, number, number]
  readonly latencyFrames: number
}

/** The stages' lengths: three boxes whose cascade spans attackFrames + 1 frames. */
export const limiterTiming = (params: LimiterParams, sampleRate: number): LimiterTiming => {
  const attackFrames = Math.max(1, Math.round((params.attackMs * sampleRate) / 1000))
  const holdFrames = Math.round((params.holdMs * sampleRate) / 1000)
  const total = attackFrames + 3
  const first = Math.max(1, Math.round(total * BOX_SHARES[0]))
  const second = Math.max(1, Math.round(total * BOX_SHARES[1]))
  return {
    attackFrames,
    windowFrames: attackFrames + 1 + holdFrames,
    boxFrames: [first, second, total - first - second],
    latencyFrames: DETECTOR_FRAMES + attackFrames,
  }
}

/** Part of the way to its goal that a one-pole covers per frame: 1 − e^(−1/(τ·fs)). */
const stepOf = (timeMs: number, sampleRate: number): number =>
  1 - exp(-1000 / (timeMs * sampleRate))

/**
 * Look-ahead true-peak limiter (sources: limiter). Gain at the base rate; the audio is only delayed
 * and multiplied, so below the ceiling it comes out bit for bit. The gain computer, per frame n:
 *
 * 1. peak p[n]: largest of |x[n]| and the 8 × 64 interpolation over (n − 1, n + 1);
 * 2. required gain q[n] = min(1, ceiling ÷ p[n]); linked: own q − link·(own q − smallest q);
 * 3. m[n] = min of q over the last attack + 1 + hold frames;
 * 4. release r[n] = m[n] where m[n] < r[n−1], else r[n−1] + (m[n] − r[n−1])·(1 − e^(−1/(τ fs)));
 *    so r ≤ m always;
 * 5. two stages: s follows 1 − m, upwards with chargeMs, downwards with slow.releaseMs, and the
 *    gain is min(r, 1 − s): short peaks recover with the fast time, sustained reduction slowly;
 * 6. three box filters (40, 33, 26 % of the attack) over that gain: together they span attack + 1
 *    frames, all of which lie inside the moving minimum, so no smoothed gain exceeds the required one;
 * 7. y[n] = x[n]·gain, delayed by 32 + attack frames.
 *
 * A simulation at 1 ms replaces p by its maximum per millisecond, steps 3–5 by the same recurrences
 * at 1 kHz, and may leave out step 6.
 */
export class TruePeakLimiter {
  readonly latencyFrames: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly params: LimiterParams
  private readonly timing: LimiterTiming
  /** What the interval kernel is called with. */
  readonly detector: Detector
  private readonly history: number
  private readonly channels: readonly Channel[]
  private readonly gains: readonly GainState[]
  private readonly sampleRate: number
  /** Index in every delay line at which the next block is written. */
  private cursor: number

  constructor(kernels: Kernels, params: LimiterParams, sampleRate: number, channelCount: 1 | 2) {
    this.kernels = kernels
    this.params = params
    this.sampleRate = sampleRate
    this.timing = limiterTiming(params, sampleRate)
    this.latencyFrames = this.timing.latencyFrames
    this.scope = kernels.scope()
    this.detector = detectorIn(this.scope)
    this.history = Math.max(DETECTOR_FRAMES + DETECTOR_HISTORY, this.latencyFrames)
    this.channels = Array.from({ length: channelCount }, () => ({
      line: this.scope.f32(this.history + 2 * BLOCK_FRAMES + READ_AHEAD),
      intervals: this.scope.f32(4 + BLOCK_FRAMES + 4),
      peaks: this.scope.f32(BLOCK_FRAMES + 4),
    }))
    const gainCount = params.link === 1 ? 1 : channelCount
    this.gains = Array.from({ length: gainCount }, () => gainState(this.scope, this.timing))
    this.cursor = this.history
    this.reset()
  }

  /**
   * Limits `frames` frames (1…4096) at `pointers` in place. Returns the smallest gain applied (1 = none).
   * Silence stays silence. Never allocates.
   */
  process(pointers: readonly number[], frames: number, weights?: number): number {
    const { call } = this.kernels
    const { ceiling, link } = this.params
    const { perPeak, perSecondDifference } = this.detector.excess
    if (this.cursor + frames > this.history + 2 * BLOCK_FRAMES) this.rewind()
    const detected = this.cursor - DETECTOR_FRAMES
    for (let c = 0; c < this.channels.length; c++) {
      const { line, intervals, peaks } = this.channels[c] as Channel
      call.copyFrames(pointers[c] as number, line.pointer + this.cursor * 4, frames)
      const from = line.pointer + detected * 4
      const inner = intervals.pointer + 16
      call.intervalPeaks(
        from,
        inner,
        frames,
        this.detector.coefficients.pointer,
        ceiling,
        1 + perPeak,
        perSecondDifference,
      )
      call.framePeaks(from, inner, peaks.pointer, frames)
      if (weights !== undefined) call.multiply(peaks.pointer, weights, frames)
      intervals.view[3] = intervals.view[3 + frames] as number
    }
    const { length } = this.channels
    let lowest = 1
    for (let g = 0; g < this.gains.length; g++) {
      const { numbers, words, required, gain } = this.gains[g] as GainState
      const own = (this.channels[g] as Channel).peaks.pointer
      const other = (this.channels[length - 1 - g] as Channel).peaks.pointer
      call.requiredGain(own, other, required.pointer, frames, link, ceiling)
      call.limiterGain(numbers.pointer, words.pointer, required.pointer, gain.pointer, frames)
    }
    const delayed = (this.cursor - this.latencyFrames) * 4
    for (let c = 0; c < length; c++) {
      const { line } = this.channels[c] as Channel
      const { gain } = this.gains[Math.min(c, this.gains.length - 1)] as GainState
      const source = line.pointer + delayed
      const used = call.applyGains(source, gain.pointer, pointers[c] as number, frames)
      lowest = Math.min(lowest, used)
    }
    this.cursor += frames
    return lowest
  }

  /** As if new. */
  reset(): void {
    this.cursor = this.history
    for (const { line, intervals } of this.channels) {
      line.view.fill(0)
      intervals.view.fill(0)
    }
    for (const state of this.gains) this.resetGain(state)
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }

  /** Moves the last `history` frames to the front of every delay line. */
  private rewind(): void {
    for (const { line } of this.channels)
      line.view.copyWithin(0, this.cursor - this.history, this.cursor)
    this.cursor = this.history
  }

  private resetGain({ numbers, words, sums, held, rings }: GainState): void {
    const { params, sampleRate, timing } = this
    const [n1, n2, n3] = timing.boxFrames
    numbers.view.set([
      1,
      0,
      stepOf(params.releaseMs, sampleRate),
      params.slow ? stepOf(params.slow.chargeMs, sampleRate) : 0,
      params.slow ? stepOf(params.slow.releaseMs, sampleRate) : 1,
      1 / (UNITY * n1 * n2 * n3),
    ])
    const levels = [UNITY, UNITY * n1, UNITY * n1 * n2]
    for (const [k, ring] of rings.entries()) {
      ring.fill(BigInt(levels[k] as number))
      sums[k] = BigInt((levels[k] as number) * (timing.boxFrames[k] as number))
    }
    held.fill(1)
    words.view.fill(0, WORD_POSITIONS, WORD_PREFIX)
    new Float32Array(words.view.buffer, words.pointer, WORD_PREFIX + 1)[WORD_PREFIX] = 1
  }
}

interface Detector {
  readonly coefficients: Region<Float32Array>
  readonly excess: ExcessBound
}

const detectorIn = (scope: KernelScope): Detector => {
  const design = interpolator(METER_SHAPE)
  const folded = foldedRows(design, PAIRS)
  const coefficients = scope.f32(folded.length)
  coefficients.view.set(folded)
  return { coefficients, excess: excessBound(design) }
}

interface Channel {
  /** Delay line: `history` frames, then two blocks. */
  readonly line: Region<Float32Array>
  /** Peaks between the frames; index 3 holds the interval before the block. */
  readonly intervals: Region<Float32Array>
  readonly peaks: Region<Float32Array>
}

interface GainState {
  readonly numbers: Region<Float64Array>
  readonly words: Region<Int32Array>
  readonly sums: BigInt64Array
  readonly held: Float32Array
  readonly rings: readonly BigInt64Array[]
  readonly required: Region<Float32Array>
  readonly gain: Region<Float32Array>
}

/** Layout of the state that kernels/limiter.ts reads. */
const NUMBER_COUNT = 9
const NUMBER_SUMS = 6
const WORD_COUNT = 14
const WORD_POSITIONS = 8
const WORD_PREFIX = 13

const gainState = (scope: KernelScope, timing: LimiterTiming): GainState => {
  const numbers = scope.f64(NUMBER_COUNT)
  const words = scope.i32(WORD_COUNT)
  const held = scope.f32(timing.windowFrames)
  const rings = timing.boxFrames.map((length) => scope.f64(length))
  const pointers = [held, ...rings].map((region) => region.pointer)
  words.view.set([timing.windowFrames, ...timing.boxFrames, ...pointers])
  const { buffer } = numbers.view
  return {
    numbers,
    words,
    sums: new BigInt64Array(buffer, numbers.pointer + NUMBER_SUMS * 8, 3),
    held: held.view,
    rings: rings.map((ring) => new BigInt64Array(buffer, ring.pointer, ring.view.length)),
    required: scope.f32(BLOCK_FRAMES + 4),
    gain: scope.f32(BLOCK_FRAMES + 4),
  }
}
