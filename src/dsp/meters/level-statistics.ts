import type { KernelScope, Kernels, Region } from '../kernels'

/** Sums over two channels; a single channel is both. */
export interface Totals {
  readonly left: number
  readonly right: number
  readonly leftSquares: number
  readonly rightSquares: number
  readonly products: number
}

/** So many frames tell whether a run of three is counted already. */
const RUNS_LOOK_BACK = 3

/** Sums, products, sample peak and clipped runs of one or two channels in kernel memory. */
export class LevelStatistics {
  private readonly kernels: Kernels
  private readonly sums: Region<Float64Array>
  private readonly file: Region<Float32Array>
  private readonly fileRuns: Int32Array
  private readonly channels: readonly Region<Int32Array>[]

  constructor(kernels: Kernels, scope: KernelScope, channelCount: number) {
    this.kernels = kernels
    this.sums = scope.f64(5)
    this.file = scope.f32(3)
    this.fileRuns = new Int32Array(this.file.view.buffer, this.file.pointer, 3)
    this.channels = Array.from({ length: channelCount }, () => scope.i32(3))
  }

  /** Takes the next block. `pointers`: one address per channel, of which the first two are summed. */
  process(pointers: readonly number[], frames: number): void {
    const left = pointers[0] ?? 0
    this.kernels.call.levelSums(left, pointers[1] ?? left, frames, this.sums.pointer)
    for (const [channel, state] of this.channels.entries())
      this.kernels.call.ceilingRuns(
        pointers[channel] ?? 0,
        frames,
        this.file.pointer,
        state.pointer,
      )
  }

  /**
   * Goes on behind audio that somebody else has counted, of which the last RUNS_LOOK_BACK frames lie in front of
   * `pointers`: a run that reaches over the edge is counted once. Before the first block.
   */
  resume(pointers: readonly number[]): void {
    for (const [channel, state] of this.channels.entries()) {
      const from = (pointers[channel] ?? 0) - RUNS_LOOK_BACK * 4
      this.kernels.call.ceilingRuns(from, RUNS_LOOK_BACK, this.file.pointer, state.pointer)
    }
    this.fileRuns[2] = 0
  }

  /** Largest |x| over all channels, linear. */
  get samplePeak(): number {
    return this.file.view[0] ?? 0
  }

  /** Runs of at least 3 samples within 1e-6 of the sample peak. */
  get clippedRuns(): number {
    return this.fileRuns[2] ?? 0
  }

  /** Σ L, Σ R, Σ L², Σ R², Σ LR of the first two channels. */
  get totals(): Totals {
    const [left = 0, right = 0, leftSquares = 0, rightSquares = 0, products = 0] = this.sums.view
    return { left, right, leftSquares, rightSquares, products }
  }
}
