import { CHUNK_FRAMES, type PairChunk } from '../protocol/feed-protocol'

/** Planes to read into: original and master, one array per channel each. */
export interface PairBlock {
  readonly original: readonly Float32Array[]
  readonly master: readonly Float32Array[]
}

/** Chunks of one generation in playing order. Used-up chunks are handed to `recycle`. */
export class PairQueue {
  readonly generation: number
  private readonly chunks: PairChunk[] = []
  private readonly recycle: (chunk: PairChunk) => void
  private offset = 0
  private next: number
  private lastArrived = false

  constructor(generation: number, startFrame: number, recycle: (chunk: PairChunk) => void) {
    this.generation = generation
    this.next = startFrame
    this.recycle = recycle
  }

  push(chunk: PairChunk): void {
    if (chunk.ends) this.lastArrived = true
    if (chunk.frames === 0) this.recycle(chunk)
    else this.chunks.push(chunk)
    this.settle()
  }

  get isEmpty(): boolean {
    return this.chunks.length === 0
  }

  /** At least so many chunks are queued, or all that will ever come. */
  holds(chunks: number): boolean {
    return this.lastArrived || this.chunks.length >= chunks
  }

  /** Everything up to the track's end was played. */
  get hasEnded(): boolean {
    return this.lastArrived && this.isEmpty
  }

  /** Track position of the next frame to play. */
  get positionFrame(): number {
    return this.next
  }

  /** Track position `frames` frames from now, following the queued chunks and straight on after them. */
  positionAfter(frames: number): number {
    let left = frames
    let position = this.next
    for (const [index, chunk] of this.chunks.entries()) {
      const skipped = index === 0 ? this.offset : 0
      const available = chunk.frames - skipped
      if (left < available) return chunk.startFrame + skipped + left
      left -= available
      position = chunk.startFrame + chunk.frames
    }
    return position + left
  }

  /** Moves up to `frames` frames into `into` from `at`; returns how many there were. */
  read(into: PairBlock, at: number, frames: number): number {
    return this.consume(frames, (chunk, from, count, done) => {
      into.original.forEach((plane, channel) => {
        copy(chunk, channel, from, count, plane, at + done)
      })
      into.master.forEach((plane, channel) => {
        copy(chunk, chunk.channelCount + channel, from, count, plane, at + done)
      })
    })
  }

  /** Drops up to `frames` frames; returns how many there were. */
  skip(frames: number): number {
    return this.consume(frames, () => {})
  }

  /** Gives every chunk back. */
  clear(): void {
    for (const chunk of this.chunks.splice(0)) this.recycle(chunk)
    this.offset = 0
  }

  private consume(
    frames: number,
    use: (chunk: PairChunk, from: number, count: number, done: number) => void,
  ): number {
    let done = 0
    while (done < frames) {
      const chunk = this.chunks[0]
      if (!chunk) break
      const count = Math.min(frames - done, chunk.frames - this.offset)
      use(chunk, this.offset, count, done)
      done += count
      this.offset += count
      this.next = chunk.startFrame + this.offset
      if (this.offset === chunk.frames) {
        this.chunks.shift()
        this.offset = 0
        this.recycle(chunk)
        this.settle()
      }
    }
    return done
  }

  /** After a loop's seam the position is where the next chunk says. */
  private settle(): void {
    const chunk = this.chunks[0]
    if (chunk) this.next = chunk.startFrame + this.offset
  }
}

const copy = (
  chunk: PairChunk,
  plane: number,
  from: number,
  count: number,
  into: Float32Array,
  at: number,
): void => {
  const start = plane * CHUNK_FRAMES + from
  into.set(chunk.samples.subarray(start, start + count), at)
}
