import type { KernelScope, Kernels, Region } from '../../../dsp/kernels'

const SLICE_FRAMES = 16_384

/**
 * Gives decoded samples our scale. The decoder divides b-bit integers by 2^(b − 1) − 1; here full scale
 * is 2^(b − 1), as everywhere. Exact up to 24 bits.
 */
export class IntegerRescaler {
  private readonly kernels: Kernels
  private readonly bitDepth: number
  private readonly scope: KernelScope
  private readonly slice: Region<Float32Array>

  constructor(kernels: Kernels, bitDepth: number) {
    this.kernels = kernels
    this.bitDepth = bitDepth
    this.scope = kernels.scope()
    this.slice = this.scope.f32(SLICE_FRAMES)
  }

  /** In place. */
  rescale(plane: Float32Array): void {
    for (let at = 0; at < plane.length; at += SLICE_FRAMES) {
      const part = plane.subarray(at, at + SLICE_FRAMES)
      this.slice.view.set(part)
      this.kernels.call.rescaleIntegers(this.slice.pointer, part.length, this.bitDepth)
      part.set(this.slice.view.subarray(0, part.length))
    }
  }

  release(): void {
    this.scope.release()
  }
}
