import { assert } from './assert'
import { CHUNK_FRAMES, type Chunk, ChunkSpace, LONG_BYTES } from './chunk-space'
import type { PcmStore, SharedPcm } from './pcm-store'
import type { SwapFile } from './swap-file'

const SAMPLE_BYTES = Float32Array.BYTES_PER_ELEMENT

/** May memory be shared between threads here? */
export const canShare = (): boolean =>
  typeof SharedArrayBuffer !== 'undefined' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false

/** PcmStore of chunks of 65 536 frames, in memory or in a swap file, shared between threads where the page may. */
export class MemoryPcmStore implements PcmStore {
  readonly sampleRate: number
  readonly channelCount: number
  private readonly chunks: Chunk[][]
  private readonly shared: boolean
  private readonly space: ChunkSpace
  private length = 0
  private isLong = false
  /** Of another thread, whose space this one does not see. */
  private theirSwap: SwapFile | null = null

  /** `space`: where chunks come from and go back to; of stores that are all shared, or none. */
  constructor(
    sampleRate: number,
    channelCount: number,
    shared: boolean = canShare(),
    space: ChunkSpace = new ChunkSpace(Number.POSITIVE_INFINITY, shared),
  ) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.shared = shared
    this.space = space
    this.chunks = Array.from({ length: channelCount }, () => [])
  }

  /** Wraps audio that another thread owns; `swap`: its swap file, where a part of it lies there. */
  static ofHandle(pcm: SharedPcm, swap: SwapFile | null): MemoryPcmStore {
    const store = new MemoryPcmStore(pcm.sampleRate, pcm.chunks.length, true)
    store.theirSwap = swap
    pcm.chunks.forEach((list, channel) => {
      store.chunks[channel]?.push(...list)
    })
    store.length = pcm.lengthFrames
    return store
  }

  get lengthFrames(): number {
    return this.length
  }

  handle(): SharedPcm | null {
    const { swap } = this
    const isSwapped = this.chunks.some((list) => list.some((chunk) => typeof chunk === 'number'))
    if (!this.shared || (isSwapped && !swap?.isShared)) return null
    return {
      kind: 'shared',
      sampleRate: this.sampleRate,
      lengthFrames: this.length,
      chunks: this.chunks,
      swapName: isSwapped && swap ? swap.name : null,
    }
  }

  append(block: readonly Float32Array[], frames: number): void {
    const start = this.length
    this.resize(start + frames)
    this.write(start, block, frames)
  }

  resize(lengthFrames: number): void {
    const count = Math.ceil(lengthFrames / CHUNK_FRAMES)
    this.expect(lengthFrames)
    for (const list of this.chunks)
      while (list.length < count) list.push(this.space.take(this.isLong))
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
      for (let channel = 0; channel < this.channelCount; channel++) {
        const chunk = this.chunks[channel]?.[index]
        const source = block[channel]
        assert(chunk !== undefined && source, 'write: missing channel')
        const samples = partOf(source, done, count)
        if (typeof chunk === 'number') this.swapped().write(chunk + offset * SAMPLE_BYTES, samples)
        else chunk.set(samples, offset)
      }
      done += count
    }
  }

  release(): void {
    this.length = 0
    for (const list of this.chunks) for (const chunk of list.splice(0)) this.space.give(chunk)
  }

  read(startFrame: number, into: readonly Float32Array[], frames: number): number {
    const count = Math.max(0, Math.min(frames, this.length - startFrame))
    let done = 0
    while (done < count) {
      const offset = (startFrame + done) % CHUNK_FRAMES
      const index = (startFrame + done - offset) / CHUNK_FRAMES
      const step = Math.min(count - done, CHUNK_FRAMES - offset)
      for (let channel = 0; channel < into.length; channel++) {
        const chunk = this.chunks[channel]?.[index]
        assert(chunk !== undefined, 'read: missing chunk')
        const place = partOf(into[channel] as Float32Array, done, step)
        if (typeof chunk === 'number') this.swapped().read(chunk + offset * SAMPLE_BYTES, place)
        else place.set(partOf(chunk, offset, step))
      }
      done += step
    }
    return count
  }

  /** It will become about so long: no memory is taken for what turns out to be long. */
  expect(lengthFrames: number): void {
    const bytes = lengthFrames * this.channelCount * SAMPLE_BYTES
    if (!this.isLong && bytes > LONG_BYTES) this.leaveMemory()
  }

  /** What was short so far goes to the swap file, where there is room. No other thread has it yet: it is still being made. */
  private leaveMemory(): void {
    this.isLong = true
    for (const list of this.chunks)
      for (const [index, chunk] of list.entries()) {
        if (typeof chunk === 'number') continue
        const place = this.space.take(true)
        if (typeof place === 'number') {
          this.swapped().write(place, chunk)
          list[index] = place
          this.space.give(chunk)
        } else this.space.give(place)
      }
  }

  private get swap(): SwapFile | null {
    return this.theirSwap ?? this.space.swap
  }

  private swapped(): SwapFile {
    const { swap } = this
    assert(swap, 'the swap file is not open in this thread')
    return swap
  }
}

/** Blocks are taken by the thousand a second: a view that is the whole is none anew. */
const partOf = (samples: Float32Array, from: number, count: number): Float32Array =>
  from === 0 && count === samples.length ? samples : samples.subarray(from, from + count)
