import { assert } from '../core/assert'
import type { KernelScope, Kernels, Region } from './kernels'

/** How one sample lies in a file. */
export type SampleEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64'

export const BYTES_PER_SAMPLE: Readonly<Record<SampleEncoding, number>> = {
  u8: 1,
  s8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
}

/** Vector loops read or write whole groups: this many bytes past the end must be ours. */
const SLACK_BYTES = 16

export interface SampleLayout {
  readonly encoding: SampleEncoding
  readonly bigEndian: boolean
  readonly channelCount: number
}

/**
 * Turns interleaved file samples into planar float32, at most `maxFrames` per call.
 * Integers become value / 2^(bits − 1): exact up to 24 bits, rounded to nearest for 32-bit integers
 * and 64-bit floats. NaN and ±Infinity become 0 and are counted.
 */
export class Unpacker {
  /** Planar result of the last call, valid until the next. */
  readonly block: readonly Float32Array[]
  /** Samples replaced so far because they were not finite. */
  notFiniteCount = 0
  private readonly kernels: Kernels
  private readonly layout: SampleLayout
  private readonly scope: KernelScope
  private readonly input: Region<Uint8Array>
  private readonly output: readonly Region<Float32Array>[]
  private readonly maxFrames: number

  constructor(kernels: Kernels, layout: SampleLayout, maxFrames: number) {
    assert(layout.channelCount === 1 || layout.channelCount === 2, 'unpack: 1 or 2 channels')
    this.kernels = kernels
    this.layout = layout
    this.maxFrames = maxFrames
    this.scope = kernels.scope()
    this.input = this.scope.u8(maxFrames * this.bytesPerFrame + SLACK_BYTES)
    this.output = Array.from({ length: layout.channelCount }, () => this.scope.f32(maxFrames))
    this.block = this.output.map((region) => region.view)
  }

  get bytesPerFrame(): number {
    return BYTES_PER_SAMPLE[this.layout.encoding] * this.layout.channelCount
  }

  /** Converts the whole frames in `bytes`; returns how many. The result is in `block`. */
  unpack(bytes: Uint8Array): number {
    const frames = Math.floor(bytes.length / this.bytesPerFrame)
    assert(frames <= this.maxFrames, 'unpack: block too long')
    this.input.view.set(bytes.subarray(0, frames * this.bytesPerFrame))
    this.convert(frames)
    if (this.layout.encoding === 'f32' || this.layout.encoding === 'f64') {
      for (const { pointer } of this.output)
        this.notFiniteCount += this.kernels.call.sanitise(pointer, frames)
    }
    return frames
  }

  release(): void {
    this.scope.release()
  }

  private convert(frames: number): void {
    const { call } = this.kernels
    const { encoding, bigEndian, channelCount } = this.layout
    const source = this.input.pointer
    const width = BYTES_PER_SAMPLE[encoding]
    if (bigEndian && width > 1) call.swapBytes(source, frames * channelCount, width)
    const left = this.output[0]?.pointer ?? 0
    const right = this.output[1]?.pointer ?? left
    switch (encoding) {
      case 'u8':
        call.unpack8(source, channelCount, left, right, frames, 128)
        break
      case 's8':
        call.unpack8(source, channelCount, left, right, frames, 0)
        break
      case 's16':
        call.unpack16(source, channelCount, left, right, frames)
        break
      case 's24':
        call.unpack24(source, channelCount, left, right, frames)
        break
      case 's32':
        call.unpack32(source, channelCount, left, right, frames)
        break
      case 'f32':
        call.unpackF32(source, channelCount, left, right, frames)
        break
      case 'f64':
        call.unpackF64(source, channelCount, left, right, frames)
        break
    }
  }
}

/** Planar 32-bit values in kernel memory -> interleaved little-endian bytes, at most `maxFrames` per call. */
export class Packer {
  private readonly kernels: Kernels
  private readonly bytesPerSample: 2 | 3 | 4
  private readonly scope: KernelScope
  private readonly output: Region<Uint8Array>

  /** `bytesPerSample` 2 and 3 take integers that fit; 4 copies the bits, so floats too. */
  constructor(
    kernels: Kernels,
    bytesPerSample: 2 | 3 | 4,
    channelCount: number,
    maxFrames: number,
  ) {
    assert(channelCount === 1 || channelCount === 2, 'pack: 1 or 2 channels')
    this.kernels = kernels
    this.bytesPerSample = bytesPerSample
    this.scope = kernels.scope()
    this.output = this.scope.u8(maxFrames * channelCount * bytesPerSample + SLACK_BYTES)
  }

  /** `planes`: addresses of each channel's values. The returned view is valid until the next call. */
  pack(planes: readonly number[], frames: number): Uint8Array {
    const { call } = this.kernels
    const target = this.output.pointer
    const left = planes[0] ?? 0
    const right = planes[1] ?? left
    if (this.bytesPerSample === 2) call.pack16(left, right, planes.length, target, frames)
    else if (this.bytesPerSample === 3) call.pack24(left, right, planes.length, target, frames)
    else call.pack32(left, right, planes.length, target, frames)
    return this.output.view.subarray(0, frames * planes.length * this.bytesPerSample)
  }

  release(): void {
    this.scope.release()
  }
}
