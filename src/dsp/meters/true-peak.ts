import { BLOCK_FRAMES } from '../../core/pcm'
import { BlockGatherer } from '../block-gatherer'
import type { KernelScope, Kernels } from '../kernels'
import {
  type ExcessBound,
  excessBound,
  foldedRows,
  type InterpolatorShape,
  interpolator,
  METER_SHAPE,
  nearBound,
} from '../resampling/interpolator'

/** Frames per run of the kernel; it takes whole runs. */
export const TRUE_PEAK_RUN_FRAMES = 32
/** Values are made for whole runs, with up to 64 taps one run late, else two. */
const SHORT_TAPS = 2 * TRUE_PEAK_RUN_FRAMES

/** The true-peak kernel with its coefficients in place, for audio that lies in kernel memory. */
export class TruePeakScanner {
  /** Frames that must lie in front of every block. */
  readonly historyFrames: number
  /** Silence that must follow the last frame for the last values between samples. */
  readonly tailFrames: number
  private readonly kernels: Kernels
  private readonly taps: number
  private readonly rows7: number
  private readonly rows8: number
  private readonly bound: ExcessBound
  private readonly near: number

  /** `shape`: of 8 or 16 phases and up to 128 taps. */
  constructor(kernels: Kernels, scope: KernelScope, shape: InterpolatorShape = METER_SHAPE) {
    const design = interpolator(shape)
    const { phases, taps } = shape
    const place = (numbers: Float32Array): number => {
      const region = scope.f32(numbers.length)
      region.view.set(numbers)
      return region.pointer
    }
    this.kernels = kernels
    this.taps = taps
    this.rows7 = place(foldedRows(design, phases === 8 ? [1, 2, 3, 4] : [2, 4, 6, 8]))
    this.rows8 = phases === 8 ? 0 : place(foldedRows(design, [1, 3, 5, 7]))
    this.bound = excessBound(design)
    this.near = place(nearBound(design))
    this.tailFrames = (taps > SHORT_TAPS ? 2 : 1) * TRUE_PEAK_RUN_FRAMES
    this.historyFrames = 2 * this.tailFrames + TRUE_PEAK_RUN_FRAMES
  }

  /**
   * The larger of `peak` and the true peak of what `frames` frames (whole runs of 32) at `pointer` complete.
   * Feeding the result back as `peak`, over blocks and channels, is what makes the kernel fast.
   */
  scan(pointer: number, frames: number, peak: number): number {
    const { perSecondDifference, perPeak } = this.bound
    return this.kernels.call.truePeakScan(
      pointer,
      frames,
      this.taps,
      this.rows7,
      this.rows8,
      perSecondDifference,
      perPeak,
      this.near,
      peak,
    )
  }

  /** Would `scan` find more than `peak`? */
  exceeds(pointer: number, frames: number, peak: number): boolean {
    const { call } = this.kernels
    return call.isOver(pointer, frames, peak) !== 0 || this.scan(pointer, frames, peak) !== peak
  }
}

/** Streaming true peak over all channels: `push` blocks of any size, `finish` once, `release`. */
export class TruePeakMeter {
  private readonly scope: KernelScope
  private readonly scanner: TruePeakScanner
  private readonly gatherer: BlockGatherer
  private peak = 0

  constructor(kernels: Kernels, channelCount: number, shape: InterpolatorShape = METER_SHAPE) {
    this.scope = kernels.scope()
    this.scanner = new TruePeakScanner(kernels, this.scope, shape)
    this.gatherer = new BlockGatherer(this.scope, channelCount, this.scanner.historyFrames)
  }

  /** Copies the first `frames` frames of each channel of `block`. */
  push(block: readonly Float32Array[], frames: number): void {
    this.gatherer.push(block, frames, this.scan)
  }

  /** Linear true peak of all that was pushed, 0 for silence and for nothing. */
  finish(): number {
    const silence = new Float32Array(this.scanner.tailFrames)
    this.push(Array(this.gatherer.pointers.length).fill(silence), silence.length)
    this.gatherer.padWithSilence()
    this.scan()
    return this.peak
  }

  /** Gives the kernel memory back. */
  release(): void {
    this.scope.release()
  }

  private readonly scan = (): void => {
    for (const pointer of this.gatherer.pointers)
      this.peak = this.scanner.scan(pointer, BLOCK_FRAMES, this.peak)
  }
}
