/**
 * Hands blocks of one length on, whatever comes in: what some encoders write depends on the blocks that they are given.
 */
export class SteadyBlocks {
  private readonly block: readonly Float32Array[]
  private readonly blockFrames: number
  private readonly send: (block: readonly Float32Array[]) => void
  private filled = 0

  constructor(
    channelCount: number,
    blockFrames: number,
    send: (block: readonly Float32Array[]) => void,
  ) {
    this.block = Array.from({ length: channelCount }, () => new Float32Array(blockFrames))
    this.blockFrames = blockFrames
    this.send = send
  }

  push(source: readonly Float32Array[], frames: number): void {
    for (let done = 0; done < frames; ) {
      const step = Math.min(frames - done, this.blockFrames - this.filled)
      for (const [channel, plane] of this.block.entries())
        plane.set(source[channel]?.subarray(done, done + step) ?? [], this.filled)
      done += step
      this.filled += step
      if (this.filled < this.blockFrames) continue
      this.filled = 0
      this.send(this.block)
    }
  }

  /** Hands on what is left, fewer frames than a block. */
  end(): void {
    if (this.filled > 0) this.send(this.block.map((plane) => plane.subarray(0, this.filled)))
    this.filled = 0
  }
}

/** Any number does. */
export const ENCODER_BLOCK_FRAMES = 4096
