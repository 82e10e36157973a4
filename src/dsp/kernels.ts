import type { KernelExports } from '../../kernels/build/kernels'
import { Arena } from './arena'

/**
 * The kernels of one thread: one WebAssembly instance, one memory, one allocator.
 * Built from an instance's exports, since instantiating differs by host (worker, Node).
 */
export class Kernels {
  readonly call: KernelExports
  private readonly arena: Arena
  private readonly buffer: ArrayBufferLike

  constructor(exports: KernelExports) {
    this.call = exports
    this.buffer = exports.memory.buffer
    this.arena = new Arena(exports.heapBase(), this.buffer.byteLength)
  }

  /** Bytes of the largest room that can be had. */
  get freeBytes(): number {
    return this.arena.freeBytes
  }

  /** Room that lives until its owner calls `release`. One scope per chain, meter or encoder. */
  scope(): KernelScope {
    return new KernelScope(this.arena, this.buffer)
  }
}

/** Allocations with one lifetime. All memory is cleared to zero when handed out. */
export class KernelScope {
  private readonly arena: Arena
  private readonly buffer: ArrayBufferLike
  private readonly held: { readonly offset: number; readonly bytes: number }[] = []

  constructor(arena: Arena, buffer: ArrayBufferLike) {
    this.arena = arena
    this.buffer = buffer
  }

  /** `length` float32 values; `pointer` is their address in kernel memory. */
  f32(length: number): Region<Float32Array> {
    const pointer = this.take(length * 4)
    return { pointer, view: new Float32Array(this.buffer, pointer, length) }
  }

  /** `length` float64 values. */
  f64(length: number): Region<Float64Array> {
    const pointer = this.take(length * 8)
    return { pointer, view: new Float64Array(this.buffer, pointer, length) }
  }

  /** `length` int32 values. */
  i32(length: number): Region<Int32Array> {
    const pointer = this.take(length * 4)
    return { pointer, view: new Int32Array(this.buffer, pointer, length) }
  }

  /** `length` bytes. */
  u8(length: number): Region<Uint8Array> {
    const pointer = this.take(length)
    return { pointer, view: new Uint8Array(this.buffer, pointer, length) }
  }

  /** Gives everything back. Views of this scope must not be used afterwards. */
  release(): void {
    for (const { offset, bytes } of this.held) this.arena.free(offset, bytes)
    this.held.length = 0
  }

  private take(bytes: number): number {
    const offset = this.arena.allocate(bytes)
    this.held.push({ offset, bytes })
    new Uint8Array(this.buffer, offset, bytes).fill(0)
    return offset
  }
}

export interface Region<View> {
  readonly pointer: number
  readonly view: View
}
