import { BLOCK_FRAMES } from '../../core/pcm'
import type { PcmStore } from '../../core/pcm-store'

/**
 * Frames that are written at once: to a file on disk every write is two messages to the browser's own process as well, whatever its
 * size, and they cost as much as half a core where two are at work.
 */
const BEHIND_FRAMES = 16 * BLOCK_FRAMES

/** Fills a store from its start to its end, several blocks at a time. */
export class WriteBehind {
  private readonly target: PcmStore
  private readonly written: (frames: number) => void
  private readonly waiting: readonly Float32Array[]
  private count = 0
  private done = 0

  /** `written` is told how many frames are in the store. */
  constructor(target: PcmStore, written: (frames: number) => void) {
    this.target = target
    this.written = written
    this.waiting = Array.from(
      { length: target.channelCount },
      () => new Float32Array(BEHIND_FRAMES),
    )
  }

  /** Frames `from` … `to` − 1 of a block of at most {@link BLOCK_FRAMES}. */
  append(block: readonly Float32Array[], from: number, to: number): void {
    if (this.count + to - from > BEHIND_FRAMES) this.flush()
    for (const [index, channel] of block.entries())
      this.waiting[index]?.set(channel.subarray(from, to), this.count)
    this.count += to - from
  }

  /** Whatever still waits. */
  flush(): void {
    const { target, waiting, count } = this
    if (count > 0) target.write(this.done, waiting, count)
    this.done += count
    this.count = 0
    this.written(this.done)
  }
}
