import type { KernelScope, Kernels, Region } from './kernels'

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

  /** Largest |x| over all channels, linear. */
  get samplePeak(): number {
    return this.file.view[0] ?? 0
  }

  /** Runs of at least 3 samples within 1e-6 of the sample peak. */
  get clippedRuns(): number {
    return this.fileRuns[2] ?? 0
  }

  /** Σ x of channel 0 or 1. */
  sum(channel: 0 | 1): number {
    return this.sums.view[channel] ?? 0
  }

  /** Σ LR ÷ √(ΣL² ΣR²), −1 … 1; 0 when a channel is silent. */
  get correlation(): number {
    const [, , left = 0, right = 0, product = 0] = this.sums.view
    const scale = Math.sqrt(left) * Math.sqrt(right)
    return scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : 0
  }
}
