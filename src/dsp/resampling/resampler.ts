import { assert } from '../../core/assert'
import { sin } from '../elementary'
import { kaiserAt, kaiserBeta, kaiserOrder } from '../filters/kaiser'
import type { KernelScope, Kernels, Region } from '../kernels'

/** Stop band of the prototype, dB: alias and spurs land below −140 with float32 at both ends. */
const STOP_BAND_DB = 150
/** Pass band as a share of the lower Nyquist frequency: 20 kHz of 22.05 kHz. */
const PASS_SHARE = 20_000 / 22_050
/** Rows that fit kernel memory (9 MB); 11.025 to 384 kHz is the standard pair that needs most. */
const MAXIMUM_PHASES = 5_120
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

/** Whether the two rates stand in a ratio small enough for one table. */
export const canResample = (sourceRate: number, targetRate: number): boolean =>
  ratioOf(sourceRate, targetRate).phases <= MAXIMUM_PHASES

/** Frames that `lengthFrames` become: round(n · L / M). */
export const resampledLength = (
  lengthFrames: number,
  sourceRate: number,
  targetRate: number,
): number => Math.round((lengthFrames * targetRate) / sourceRate)

/**
 * Streaming sample-rate converter: linear-phase polyphase Kaiser filter, cut-off midway between
 * pass band and lower Nyquist, coefficients and sums in float64, no delay (output 0 is input 0).
 * Push the audio, then `finish`; outputs beyond {@link resampledLength} are the caller's to drop.
 */
export class Resampler {
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly phases: number
  private readonly step: number
  private readonly taps: number
  private readonly rows: Region<Float64Array>
  private readonly narrow: readonly Region<Float32Array>[]
  private readonly history: Region<Float64Array>
  private readonly out: readonly Region<Float32Array>[]
  /** Frames waiting in `history`; its frame 0 is the first that the next output may need. */
  private waiting: number
  /** The next output's place: row, and its first tap's frame in `history`. */
  private phase = 0
  private start = 0

  constructor({ kernels, sourceRate, targetRate, channelCount }: ResamplerOptions) {
    const { phases, step } = ratioOf(sourceRate, targetRate)
    assert(phases <= MAXIMUM_PHASES, `no table for ${sourceRate} to ${targetRate} Hz`)
    this.kernels = kernels
    this.phases = phases
    this.step = step
    const design = designRows(phases, sourceRate, targetRate)
    this.taps = design.taps
    this.scope = kernels.scope()
    this.rows = this.scope.f64(design.rows.length)
    this.rows.view.set(design.rows)
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

function ratioOf(sourceRate: number, targetRate: number): { phases: number; step: number } {
  const divisor = greatestCommonDivisor(sourceRate, targetRate)
  return { phases: targetRate / divisor, step: sourceRate / divisor }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** Row p, tap j weighs input frame (base − taps/2 + 1 + j) of an output p/phases after `base`. Rows sum to 1. */
function designRows(phases: number, sourceRate: number, targetRate: number) {
  const nyquist = Math.min(sourceRate, targetRate) / 2
  const width = (nyquist * (1 - PASS_SHARE)) / sourceRate
  const cutoff = (nyquist * (1 + PASS_SHARE)) / 2 / sourceRate
  const beta = kaiserBeta(STOP_BAND_DB)
  const taps = Math.ceil(kaiserOrder(STOP_BAND_DB, width) / 4) * 4
  const rows = new Float64Array(phases * taps)
  for (let p = 0; p < phases; p++) {
    let sum = 0
    for (let j = 0; j < taps; j++) {
      const distance = p / phases - (j - taps / 2 + 1)
      const angle = 2 * Math.PI * cutoff * distance
      const sinc = angle === 0 ? 1 : sin(angle) / angle
      const value = sinc * kaiserAt(distance / (taps / 2), beta)
      rows[p * taps + j] = value
      sum += value
    }
    for (let j = 0; j < taps; j++) rows[p * taps + j] = (rows[p * taps + j] ?? 0) / sum
  }
  return { taps, rows }
}
