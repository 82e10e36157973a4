import { assert } from '../../core/assert'
import type { KernelScope, Kernels, Region } from '../kernels'
import { polyphaseFilter } from './polyphase-filter'

/** Input frames taken at once. */
export const RESAMPLER_BLOCK_FRAMES = 4096

export interface ResamplerOptions {
  readonly kernels: Kernels
  /** Hz */
  readonly sourceRate: number
  /** Hz */
  readonly targetRate: number
  readonly channelCount: 1 | 2
}

/** Frames that `lengthFrames` become: round(n · L / M). */
export const resampledLength = (
  lengthFrames: number,
  sourceRate: number,
  targetRate: number,
): number => Math.round((lengthFrames * targetRate) / sourceRate)

/**
 * Streaming sample-rate converter between any two rates: linear-phase polyphase Kaiser filter, cut-off midway
 * between pass band and lower Nyquist, coefficients and sums in float64, no delay (output 0 is input 0).
 * Push the audio, then `finish`; outputs beyond {@link resampledLength} are the caller's to drop.
 */
export class Resampler {
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly phases: number
  private readonly step: number
  private readonly taps: number
  private readonly rows: Region<Float64Array>
  /** Where rows are interpolated: how many there are a frame, and room for the one that is used. */
  private readonly between: { readonly perFrame: number; readonly row: Region<Float64Array> } | null
  private readonly narrow: readonly Region<Float32Array>[]
  private readonly history: Region<Float64Array>
  private readonly out: readonly Region<Float32Array>[]
  /** Frames waiting in `history`; its frame 0 is the first that the next output may need. */
  private waiting: number
  /** The next output's place: row, and its first tap's frame in `history`. */
  private phase = 0
  private start = 0

  constructor({ kernels, sourceRate, targetRate, channelCount }: ResamplerOptions) {
    const { phases, step, taps, rows, interpolated } = polyphaseFilter(sourceRate, targetRate)
    this.kernels = kernels
    this.phases = phases
    this.step = step
    this.taps = taps
    this.scope = kernels.scope()
    this.rows = this.scope.f64(rows.length)
    this.rows.view.set(rows)
    this.between =
      interpolated === null ? null : { perFrame: interpolated, row: this.scope.f64(taps) }
    const lanes = Array.from({ length: channelCount })
    const blockFrames = Math.max(RESAMPLER_BLOCK_FRAMES, this.taps / 2)
    this.narrow = lanes.map(() => this.scope.f32(blockFrames))
    this.history = this.scope.f64(2 * (this.taps + blockFrames))
    const outFrames = Math.ceil((blockFrames * phases) / step) + 1
    this.out = [this.scope.f32(outFrames), this.scope.f32(outFrames)]
    this.waiting = this.taps / 2 - 1
  }

  /**
   * Takes up to 4096 frames; returns the frames now in `output`, which the next call overwrites.
   */
  push(input: readonly Float32Array[], frames: number): number {
    assert(frames <= RESAMPLER_BLOCK_FRAMES, 'resampler: block too long')
    for (const [channel, { view }] of this.narrow.entries()) {
      const source = input[channel]
      assert(source, 'resampler: missing channel')
      view.set(source.subarray(0, frames))
    }
    return this.take(frames)
  }

  /** Feeds the silence after the end; returns the frames now in `output`. */
  finish(): number {
    for (const { view } of this.narrow) view.fill(0)
    return this.take(this.taps / 2)
  }

  /** Planar result of the last call, one array a channel; valid up to the frames it returned. */
  get output(): readonly Float32Array[] {
    return this.narrow.map((_, channel) => this.out[channel]?.view ?? new Float32Array())
  }

  dispose(): void {
    this.scope.release()
  }

  private take(frames: number): number {
    const [left, right = left] = this.narrow
    const [outLeft, outRight] = this.out
    assert(left && right && outLeft && outRight, 'resampler: no channels')
    const { call } = this.kernels
    const { view, pointer } = this.history
    call.widenPairs(left.pointer, right.pointer, pointer + this.waiting * 16, frames)
    this.waiting += frames
    const count = this.ready()
    call.resamplePairs(
      pointer,
      this.rows.pointer,
      this.taps,
      this.phases,
      this.step,
      this.start,
      this.phase,
      outLeft.pointer,
      outRight.pointer,
      count,
      this.between?.perFrame ?? 0,
      this.between?.row.pointer ?? 0,
    )
    const travelled = this.phase + count * this.step
    this.phase = travelled % this.phases
    this.start += (travelled - this.phase) / this.phases
    const spent = Math.min(this.start, this.waiting)
    view.copyWithin(0, spent * 2, this.waiting * 2)
    this.waiting -= spent
    this.start -= spent
    return count
  }

  /** Outputs whose last tap has arrived. */
  private ready(): number {
    const room = this.waiting - this.taps - this.start
    if (room < 0) return 0
    return Math.floor(((room + 1) * this.phases - 1 - this.phase) / this.step) + 1
  }
}
