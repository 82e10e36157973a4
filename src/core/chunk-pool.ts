/**
 * Memory that stores have given back, for the next one. Audio is large and the collector late: without this, masters that
 * nobody needs any more pile up, and each new one pays for its pages again.
 */
export class ChunkPool {
  private readonly mostSamples: number
  private readonly free: Float32Array[] = []
  private samples = 0

  /** Keeps at most `mostBytes`; the rest is left to the collector. */
  constructor(mostBytes: number) {
    this.mostSamples = mostBytes / Float32Array.BYTES_PER_ELEMENT
  }

  /** One that was given back, with whatever lies in it. */
  take(): Float32Array | undefined {
    const chunk = this.free.pop()
    this.samples -= chunk?.length ?? 0
    return chunk
  }

  give(chunk: Float32Array): void {
    if (this.samples + chunk.length > this.mostSamples) return
    this.free.push(chunk)
    this.samples += chunk.length
  }
}
