import { BLOCK_FRAMES } from '../../core/pcm'
import type { KernelScope, Kernels, Region } from '../kernels'
import {
  type ExcessBound,
  excessBound,
  foldedRows,
  type InterpolatorShape,
  interpolator,
  METER_SHAPE,
  nearBound,
} from '../resampling/interpolator'
import { GainComputer } from './limiter-gain'
import {
  detectorFrames,
  type LimiterParams,
  type LimiterTiming,
  limiterTiming,
} from './limiter-timing'
import { LowShare } from './low-share'

/** Phases p that are computed, of 8; 8 − p mirrors p. */
const EIGHTHS = [1, 2, 3, 4] as const
/** The same of 16: the eighths, and what lies between them. */
const SIXTEENTHS = [
  [2, 4, 6, 8],
  [1, 3, 5, 7],
] as const
/** Frames kept in front of the detector: its kernel reads two runs and a frame before the first. */
const DETECTOR_HISTORY = 68
/** Room behind the newest frame that a kernel may read, though no result depends on it. */
const READ_AHEAD = 100

/**
 * Look-ahead true-peak limiter (sources: limiter). Gain at the base rate; the audio is only delayed
 * and multiplied, so below the ceiling it comes out bit for bit. The gain computer, per frame n:
 *
 * 1. peak p[n]: largest of |x[n]| and the detector's interpolation over (n − 1, n + 1), 8 × 64 or 16 × 128;
 * 2. required gain q[n] = min(1, ceiling ÷ p[n]); linked: own q − link·(own q − smallest q);
 * 3. m[n] = min of q over the last attack + 1 + hold frames;
 *    With `quick`, of the part of q that low sound asks for, all of it where the envelope below 250 Hz is 60 % of the peak;
 *    all of q goes through another such computer with its own, shorter hold and release, and the smaller gain counts: bass is
 *    held for its own period, everything else is let go;
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
  private readonly gains: readonly GainComputer[]
  private readonly low: LowShare | null
  /** Index in every delay line at which the next block is written. */
  private cursor: number

  /** `shape`: of the detector, 8 × 64 or 16 × 128. */
  constructor(
    kernels: Kernels,
    params: LimiterParams,
    sampleRate: number,
    channelCount: 1 | 2,
    shape: InterpolatorShape = METER_SHAPE,
  ) {
    this.kernels = kernels
    this.params = params
    this.timing = limiterTiming(params, sampleRate, shape)
    this.latencyFrames = this.timing.latencyFrames
    this.scope = kernels.scope()
    this.detector = detectorIn(this.scope, shape)
    this.history = Math.max(this.detector.lateFrames + DETECTOR_HISTORY, this.latencyFrames)
    this.channels = Array.from({ length: channelCount }, () => ({
      line: this.scope.f32(this.history + 2 * BLOCK_FRAMES + READ_AHEAD),
      intervals: this.scope.f32(4 + BLOCK_FRAMES + 4),
      peaks: this.scope.f32(BLOCK_FRAMES + 4),
    }))
    const gainCount = params.link === 1 ? 1 : channelCount
    this.gains = Array.from(
      { length: gainCount },
      () => new GainComputer(kernels, this.scope, params, this.timing, sampleRate),
    )
    this.low = params.quick ? new LowShare(kernels, this.scope, sampleRate, channelCount) : null
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
    const { rows, more, lateFrames, excess, near } = this.detector
    if (this.cursor + frames > this.history + 2 * BLOCK_FRAMES) this.rewind()
    const detected = this.cursor - lateFrames
    this.low?.push(pointers, frames, weights)
    for (let c = 0; c < this.channels.length; c++) {
      const { line, intervals, peaks } = this.channels[c] as Channel
      call.copyFrames(pointers[c] as number, line.pointer + this.cursor * 4, frames)
      const from = line.pointer + detected * 4
      const inner = intervals.pointer + 16
      call.intervalPeaks(
        from,
        inner,
        frames,
        rows.pointer,
        more?.pointer ?? 0,
        lateFrames,
        ceiling,
        1 + excess.perPeak,
        excess.perSecondDifference,
        near.pointer,
      )
      call.framePeaks(from, inner, peaks.pointer, frames)
      if (weights !== undefined) call.multiply(peaks.pointer, weights, frames)
      intervals.view[3] = intervals.view[3 + frames] as number
    }
    const { length } = this.channels
    let lowest = 1
    for (let g = 0; g < this.gains.length; g++) {
      const computer = this.gains[g] as GainComputer
      const { required, lowRequired } = computer
      const own = (this.channels[g] as Channel).peaks.pointer
      const other = (this.channels[length - 1 - g] as Channel).peaks.pointer
      call.requiredGain(own, other, required.pointer, frames, link, ceiling)
      if (lowRequired) {
        const channel = this.gains.length === 1 ? 'both' : g
        this.low?.part(required.pointer, lowRequired.pointer, frames, ceiling, channel)
      }
      computer.run(frames)
    }
    const delayed = (this.cursor - this.latencyFrames) * 4
    for (let c = 0; c < length; c++) {
      const { line } = this.channels[c] as Channel
      const { gain } = this.gains[Math.min(c, this.gains.length - 1)] as GainComputer
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
    for (const computer of this.gains) computer.reset()
    this.low?.reset()
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
}

interface Detector {
  /** Of the eighths. */
  readonly rows: Region<Float32Array>
  /** Of the sixteenths between them; null: not looked at. */
  readonly more: Region<Float32Array> | null
  /** How much later than the audio its peaks are: half its taps. */
  readonly lateFrames: number
  readonly excess: ExcessBound
  /** The nearer bound, see `nearBound`. */
  readonly near: Region<Float32Array>
}

const detectorIn = (scope: KernelScope, shape: InterpolatorShape): Detector => {
  const design = interpolator(shape)
  const placed = (numbers: Float32Array): Region<Float32Array> => {
    const region = scope.f32(numbers.length)
    region.view.set(numbers)
    return region
  }
  const [even, odd] = SIXTEENTHS
  const isFine = shape.phases === 2 * METER_SHAPE.phases
  return {
    rows: placed(foldedRows(design, isFine ? even : EIGHTHS)),
    more: isFine ? placed(foldedRows(design, odd)) : null,
    lateFrames: detectorFrames(shape),
    excess: excessBound(design),
    near: placed(nearBound(design)),
  }
}

interface Channel {
  /** Delay line: `history` frames, then two blocks. */
  readonly line: Region<Float32Array>
  /** Peaks between the frames; index 3 holds the interval before the block. */
  readonly intervals: Region<Float32Array>
  readonly peaks: Region<Float32Array>
}
