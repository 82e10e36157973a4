import { assert } from './assert'
import type { ChunkPool } from './chunk-pool'

/** Random access to stored audio. Reading is synchronous: memory and OPFS sync handles both are. */
export interface PcmReader {
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /**
   * Copies up to `frames` frames from `startFrame` into `into[channel]` (each at least `frames` long).
   * Returns the frames copied: fewer at the end of the audio, 0 past it.
   */
  read(startFrame: number, into: readonly Float32Array[], frames: number): number
}

/** Where long audio lives: append blocks, read any range. */
export interface PcmStore extends PcmReader {
  /** Appends the first `frames` frames of each channel (copied). */
  append(block: readonly Float32Array[], frames: number): void
  /** Forgets the audio and keeps the room, so that another pass can be written in its place. */
  clear(): void
}

/** A store whose room is made first and written in any order, also by several threads. */
export interface PcmSheet extends PcmStore {
  /** Sets the length; frames that were never written are whatever lies there. */
  resize(lengthFrames: number): void
  /** Overwrites `frames` frames from `startFrame`, inside the length. */
  write(startFrame: number, block: readonly Float32Array[], frames: number): void
  /** Empties the store and gives its memory back. Only where no thread can still be reading or writing it. */
  release(): void
  /** The same memory for another thread; null where it cannot be shared. */
  share(): SharedPcm | null
}

/** Plain data that lets another thread read the same memory; null where memory cannot be shared. */
export interface SharedPcm {
  readonly sampleRate: number
  readonly lengthFrames: number
  /** chunks[channel][k] holds frames k·CHUNK_FRAMES … */
  readonly chunks: readonly (readonly Float32Array[])[]
}

const CHUNK_FRAMES = 65_536

const canShare = (): boolean =>
  typeof SharedArrayBuffer !== 'undefined' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false

const newChunk = (shared: boolean): Float32Array =>
  shared
    ? new Float32Array(new SharedArrayBuffer(CHUNK_FRAMES * 4))
    : new Float32Array(CHUNK_FRAMES)

/** PcmStore in memory: chunks of 65 536 frames, shared between threads where the page may. */
export class MemoryPcmStore implements PcmSheet {
  readonly sampleRate: number
  readonly channelCount: number
  private readonly chunks: Float32Array[][]
  private readonly shared: boolean
  private readonly pool: ChunkPool | null
  private length = 0

  /** `pool`: where chunks come from and go back to; of stores that are all shared, or none. */
  constructor(
    sampleRate: number,
    channelCount: number,
    shared: boolean = canShare(),
    pool: ChunkPool | null = null,
  ) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.shared = shared
    this.pool = pool
    this.chunks = Array.from({ length: channelCount }, () => [])
  }

  /** Wraps memory that another thread owns. */
  static fromShared(pcm: SharedPcm): MemoryPcmStore {
    const store = new MemoryPcmStore(pcm.sampleRate, pcm.chunks.length, true)
    pcm.chunks.forEach((list, channel) => {
      store.chunks[channel]?.push(...list)
    })
    store.length = pcm.lengthFrames
    return store
  }

  get lengthFrames(): number {
    return this.length
  }

  /** Bytes of PCM held. */
  get sizeBytes(): number {
    return this.chunks.reduce((sum, list) => sum + list.length * CHUNK_FRAMES * 4, 0)
  }

  share(): SharedPcm | null {
    if (!this.shared) return null
    return { sampleRate: this.sampleRate, lengthFrames: this.length, chunks: this.chunks }
  }

  append(block: readonly Float32Array[], frames: number): void {
    const start = this.length
    this.resize(start + frames)
    this.write(start, block, frames)
  }

  resize(lengthFrames: number): void {
    const count = Math.ceil(lengthFrames / CHUNK_FRAMES)
    for (const list of this.chunks)
      while (list.length < count) list.push(this.pool?.take() ?? newChunk(this.shared))
    this.length = lengthFrames
  }

  write(startFrame: number, block: readonly Float32Array[], frames: number): void {
    assert(block.length === this.channelCount, 'write: channel count differs')
    assert(startFrame + frames <= this.length, 'write: past the end')
    let done = 0
    while (done < frames) {
      const offset = (startFrame + done) % CHUNK_FRAMES
      const index = (startFrame + done - offset) / CHUNK_FRAMES
      const count = Math.min(frames - done, CHUNK_FRAMES - offset)
      for (const [channel, list] of this.chunks.entries()) {
        const chunk = list[index]
        const source = block[channel]
        assert(chunk && source, 'write: missing channel')
        chunk.set(source.subarray(done, done + count), offset)
      }
      done += count
    }
  }

  clear(): void {
    this.length = 0
  }

  release(): void {
    this.length = 0
    for (const list of this.chunks) for (const chunk of list.splice(0)) this.pool?.give(chunk)
  }

  read(startFrame: number, into: readonly Float32Array[], frames: number): number {
    const count = Math.max(0, Math.min(frames, this.length - startFrame))
    let done = 0
    while (done < count) {
      const offset = (startFrame + done) % CHUNK_FRAMES
      const index = (startFrame + done - offset) / CHUNK_FRAMES
      const step = Math.min(count - done, CHUNK_FRAMES - offset)
      for (const [channel, target] of into.entries()) {
        const chunk = this.chunks[channel]?.[index]
        assert(chunk, 'read: missing chunk')
        target.set(chunk.subarray(offset, offset + step), done)
      }
      done += step
    }
    return count
  }
}
