import { assert } from './assert'
import type { ChunkPool } from './chunk-pool'
import type { PcmStore, SharedPcm } from './pcm-store'

const CHUNK_FRAMES = 65_536

const canShare = (): boolean =>
  typeof SharedArrayBuffer !== 'undefined' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false

const newChunk = (shared: boolean): Float32Array =>
  shared
    ? new Float32Array(new SharedArrayBuffer(CHUNK_FRAMES * 4))
    : new Float32Array(CHUNK_FRAMES)

/** PcmStore in memory: chunks of 65 536 frames, shared between threads where the page may. */
export class MemoryPcmStore implements PcmStore {
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
  static ofHandle(pcm: SharedPcm): MemoryPcmStore {
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

  handle(): SharedPcm | null {
    if (!this.shared) return null
    return {
      kind: 'shared',
      sampleRate: this.sampleRate,
      lengthFrames: this.length,
      chunks: this.chunks,
    }
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
