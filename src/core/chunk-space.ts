import type { SwapFile } from './swap-file'

/** Samples of one channel in one chunk. */
export const CHUNK_FRAMES = 65_536
const CHUNK_BYTES = CHUNK_FRAMES * Float32Array.BYTES_PER_ELEMENT
/** Audio of more bytes than this lies in the file altogether, so that shorter tracks keep the memory. */
export const LONG_BYTES = 2 ** 27
/** Beyond this, hosts refuse memory at unpredictable points. */
export const MOST_IN_MEMORY_BYTES = 4 * 2 ** 30
/** Source, what is upstream of the landing, and master. */
const STORES_OF_A_TRACK = 3
/** The swap file grows by so many slots at a time: 32 MiB. */
const GROW_SLOTS = 128

/** Where a chunk lies: in memory, or at this byte of the swap file. */
export type Chunk = Float32Array | number

/**
 * Room for chunks: in memory up to a budget, beyond it in a swap file where the host has one. What stores give back is
 * used again: audio is large and the collector late, so without this, masters that nobody needs any more would pile up,
 * and each new one would pay for its pages again.
 */
export class ChunkSpace {
  private budgetChunks = 0
  private readonly shared: boolean
  private file: SwapFile | null = null
  private readonly freeChunks: Float32Array[] = []
  private readonly freeSlots: number[] = []
  private chunksInMemory = 0
  private slots = 0

  private readonly mostInMemory: number

  /** `shared`: chunks are seen by several threads. `mostInMemoryBytes`: what one store may take where there is no file. */
  constructor(budgetBytes: number, shared: boolean, mostInMemoryBytes = MOST_IN_MEMORY_BYTES) {
    this.shared = shared
    this.mostInMemory = mostInMemoryBytes
    this.setBudget(budgetBytes)
  }

  /** Concerns what is taken from now on; what is over it is not kept when it is given back. */
  setBudget(bytes: number): void {
    this.budgetChunks = Math.floor(bytes / CHUNK_BYTES)
    const over = this.chunksInMemory - this.budgetChunks
    if (over > 0) this.chunksInMemory -= this.freeChunks.splice(-over).length
  }

  /** From now on what exceeds the budget goes there. */
  attach(file: SwapFile): void {
    this.file = file
  }

  get swap(): SwapFile | null {
    return this.file
  }

  /** What one store may take, so that there is room for the other two of its track. */
  get mostStoreBytes(): number {
    return this.mostInMemory + (this.file?.mostBytes ?? 0) / STORES_OF_A_TRACK
  }

  /** What may be held in memory. */
  get budgetBytes(): number {
    return this.budgetChunks * CHUNK_BYTES
  }

  /** In use in memory. */
  get usedBytes(): number {
    return (this.chunksInMemory - this.freeChunks.length) * CHUNK_BYTES
  }

  /** In use in the swap file; null where there is none. */
  get swappedBytes(): number | null {
    return this.file && (this.slots - this.freeSlots.length) * CHUNK_BYTES
  }

  /** Held in memory, in use or not. */
  get memoryBytes(): number {
    return this.chunksInMemory * CHUNK_BYTES
  }

  /**
   * Room with whatever lies in it; `isLong`: of long audio, which is not for memory. Throws RangeError where neither
   * memory nor file gives any.
   */
  take(isLong: boolean): Chunk {
    const isFull = this.freeChunks.length === 0 && this.chunksInMemory >= this.budgetChunks
    const slot = isLong || isFull ? this.takeSlot() : null
    if (slot !== null) return slot
    const free = this.freeChunks.pop()
    if (free) return free
    const chunk = newChunk(this.shared)
    this.chunksInMemory++
    return chunk
  }

  give(chunk: Chunk): void {
    if (typeof chunk === 'number') this.freeSlots.push(chunk)
    else if (this.chunksInMemory > this.budgetChunks) this.chunksInMemory--
    else this.freeChunks.push(chunk)
  }

  /** null where there is no file, or no more room in it. */
  private takeSlot(): number | null {
    if (!this.file) return null
    if (this.freeSlots.length === 0) {
      if (!this.file.grow((this.slots + GROW_SLOTS) * CHUNK_BYTES)) return null
      for (let slot = this.slots + GROW_SLOTS - 1; slot >= this.slots; slot--)
        this.freeSlots.push(slot * CHUNK_BYTES)
      this.slots += GROW_SLOTS
    }
    return this.freeSlots.pop() ?? null
  }
}

/** A chunk of silence in memory, to be shared with other threads or not. */
export const newChunk = (shared: boolean): Float32Array =>
  shared ? new Float32Array(new SharedArrayBuffer(CHUNK_BYTES)) : new Float32Array(CHUNK_FRAMES)
