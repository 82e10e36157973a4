import { assert } from '../core/assert'
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
    this.twiddles = scope.f32(twiddleCount(size))
    kernels.call.fftTwiddles(this.twiddles.pointer, size)
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

/** Numbers of the kernel's table: six rows of n/4 for each stage of n = size, size/4, … */
const twiddleCount = (size: number): number =>
  size < 4 ? 0 : 6 * (size / 4) + twiddleCount(Math.floor(size / 4))
