import { assert } from '../core/assert'
import { BLOCK_FRAMES } from '../core/pcm'
import type { KernelScope, Region } from './kernels'

/**
 * Collects planar audio in kernel memory until a block of BLOCK_FRAMES is full, with `historyFrames`
 * older frames kept in front of it (zeros at the start). Whoever works on full blocks only
 * gives the same bits for any blocking of its input.
 */
export class BlockGatherer {
  /** Address of the first new frame of each channel. */
  readonly pointers: readonly number[]
  private readonly channels: readonly Region<Float32Array>[]
  private readonly historyFrames: number
  private filled = 0

  constructor(scope: KernelScope, channelCount: number, historyFrames: number) {
    this.historyFrames = historyFrames
    this.channels = Array.from({ length: channelCount }, () =>
      scope.f32(historyFrames + BLOCK_FRAMES),
    )
    this.pointers = this.channels.map(({ pointer }) => pointer + historyFrames * 4)
  }

  /** Frames waiting for the block to fill. */
  get pendingFrames(): number {
    return this.filled
  }

  /** Where the next frames of each channel go, up to a full block; then call `commit`. */
  room(): Float32Array[] {
    const start = this.historyFrames + this.filled
    return this.channels.map(({ view }) => view.subarray(start))
  }

  /** Counts `frames` written to `room()`; calls `onFull` when they complete the block. */
  commit(frames: number, onFull: () => void): void {
    this.filled += frames
    assert(this.filled <= BLOCK_FRAMES, 'gatherer: wrote past the block')
    if (this.filled < BLOCK_FRAMES) return
    onFull()
    for (const { view } of this.channels) view.copyWithin(0, BLOCK_FRAMES)
    this.filled = 0
  }

  /** Copies the first `frames` frames of each channel of `block`; calls `onFull` for each block completed. */
  push(block: readonly Float32Array[], frames: number, onFull: () => void): void {
    for (let done = 0; done < frames; ) {
      const count = Math.min(frames - done, BLOCK_FRAMES - this.filled)
      for (const [channel, target] of this.room().entries()) {
        const source = block[channel]
        assert(source, 'gatherer: missing channel')
        target.set(source.subarray(done, done + count))
      }
      this.commit(count, onFull)
      done += count
    }
  }

  /** Clears what lies behind the pending frames: the silence after the end. */
  padWithSilence(): void {
    for (const view of this.room()) view.fill(0)
  }
}
