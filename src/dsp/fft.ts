import { assert } from '../core/assert'
import { cos, sin } from './elementary'
import type { KernelScope, Kernels, Region } from './kernels'

/** Complex FFT of one size in kernel memory: planar float32, split real and imaginary parts. */
export class Fft {
  readonly size: number
  private readonly kernels: Kernels
  private readonly twiddles: Region<Float32Array>
  private readonly scratch: readonly [Region<Float32Array>, Region<Float32Array>]

  /** `size`: a power of two, 16 or more. Memory belongs to `scope`. */
  constructor(kernels: Kernels, scope: KernelScope, size: number) {
    assert(size >= 16 && Number.isInteger(Math.log2(size)), 'fft: size must be a power of two')
    this.kernels = kernels
    this.size = size
    const table = twiddlesOf(size)
    this.twiddles = scope.f32(table.length)
    this.twiddles.view.set(table)
    this.scratch = [scope.f32(size), scope.f32(size)]
  }

  /** In place, unscaled: X[k] = Σ x[n] e^(−2πikn/size). */
  forward(re: Region<Float32Array>, im: Region<Float32Array>): void {
    const [a, b] = this.scratch
    this.kernels.call.fft(
      re.pointer,
      im.pointer,
      a.pointer,
      b.pointer,
      this.twiddles.pointer,
      this.size,
    )
  }

  /** In place, unscaled: size times the inverse transform. */
  inverse(re: Region<Float32Array>, im: Region<Float32Array>): void {
    this.forward(im, re)
  }
}

/** Tables once made, by size: a few kilobytes each. */
const tables = new Map<number, Float32Array>()

const twiddlesOf = (size: number): Float32Array => {
  const table = tables.get(size) ?? fftTwiddles(size)
  tables.set(size, table)
  return table
}

/** Per radix-4 stage of `size`, size/4, …: rows of cos and −sin of p, 2p and 3p turns/size, p < size/4. */
function fftTwiddles(size: number): Float32Array {
  const table: number[] = []
  for (let n = size; n >= 4; n /= 4)
    for (const order of [1, 2, 3]) {
      const angles = Array.from({ length: n / 4 }, (_, p) => (2 * Math.PI * order * p) / n)
      // One by one: as arguments of one call, those of a long filter at 192 kHz go over a worker's stack.
      for (const angle of angles) table.push(cos(angle))
      for (const angle of angles) table.push(-sin(angle))
    }
  return Float32Array.from(table)
}
