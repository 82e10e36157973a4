import { assert } from '../core/assert'

const ALIGNMENT = 16

interface Hole {
  offset: number
  size: number
}

/**
 * First-fit allocator over one WebAssembly memory, so that chains can come and go in a worker
 * whose memory never grows (growth would detach every view). Offsets and sizes are bytes, 16-aligned.
 */
export class Arena {
  private holes: Hole[]

  constructor(startBytes: number, endBytes: number) {
    const offset = Math.ceil(startBytes / ALIGNMENT) * ALIGNMENT
    this.holes = [{ offset, size: endBytes - offset }]
  }

  /** Address of `bytes` fresh bytes (not cleared). Throws when none are left. */
  allocate(bytes: number): number {
    const size = sized(bytes)
    const index = this.holes.findIndex((candidate) => candidate.size >= size)
    const hole = this.holes[index]
    assert(hole, `kernel memory is full (${bytes} bytes asked)`)
    const { offset } = hole
    hole.offset += size
    hole.size -= size
    if (hole.size === 0) this.holes.splice(index, 1)
    return offset
  }

  /** Bytes of the largest block that is free. */
  get freeBytes(): number {
    return this.holes.reduce((most, { size }) => Math.max(most, size), 0)
  }

  /** Gives back what `allocate(bytes)` returned. */
  free(offset: number, bytes: number): void {
    const size = sized(bytes)
    const at = this.holes.findIndex((hole) => hole.offset > offset)
    const index = at < 0 ? this.holes.length : at
    const before = this.holes[index - 1]
    const after = this.holes[index]
    assert(!before || before.offset + before.size <= offset, 'freed twice')
    const joinsBefore = before !== undefined && before.offset + before.size === offset
    const joinsAfter = after !== undefined && offset + size === after.offset
    if (joinsBefore && joinsAfter) {
      before.size += size + after.size
      this.holes.splice(index, 1)
    } else if (joinsBefore) before.size += size
    else if (joinsAfter) {
      after.offset = offset
      after.size += size
    } else this.holes.splice(index, 0, { offset, size })
  }
}

const sized = (bytes: number): number =>
  Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT)
