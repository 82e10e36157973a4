import { Fft } from '../../dsp/fft'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'

/**
 * Powers and cross-powers of two channels in one Hann window, scaled so that a sine of amplitude 1 in the middle of a bin has
 * power 1 there. Memory belongs to `scope`.
 */
export class StereoTransform {
  readonly size: number
  /** Per bin 0 … size/2. */
  readonly left: Float32Array
  readonly right: Float32Array
  /** Left times the conjugate of right. */
  readonly crossRe: Float32Array
  readonly crossIm: Float32Array
  /** Where the window's samples go; kept. */
  readonly input: readonly [Region<Float32Array>, Region<Float32Array>]
  private readonly kernels: Kernels
  private readonly fft: Fft
  private readonly window: Region<Float32Array>
  private readonly work: readonly [Region<Float32Array>, Region<Float32Array>]
  /** Where left, right, crossRe and crossIm lie in kernel memory. */
  readonly out: readonly number[]

  constructor(kernels: Kernels, scope: KernelScope, size: number) {
    this.kernels = kernels
    this.size = size
    this.fft = new Fft(kernels, scope, size)
    this.window = scope.f32(size)
    // Its coherent gain of 1/2 together with the 1/2 of a one-sided spectrum: 4 / size.
    kernels.call.hannWindow(this.window.pointer, size, 4 / size)
    this.input = [scope.f32(size), scope.f32(size)]
    this.work = [scope.f32(size), scope.f32(size)]
    // Vectors of four reach up to three floats behind the last bin.
    const bins = Array.from({ length: 4 }, () => scope.f32(size / 2 + 8))
    this.out = bins.map(({ pointer }) => pointer)
    const view = (k: number): Float32Array =>
      bins[k]?.view.subarray(0, size / 2 + 1) ?? new Float32Array(0)
    this.left = view(0)
    this.right = view(1)
    this.crossRe = view(2)
    this.crossIm = view(3)
  }

  /** Transforms what lies in `input`. */
  run(): void {
    const [left, right] = this.input
    this.runAt(left.pointer, right.pointer)
  }

  /** Transforms what lies elsewhere in kernel memory. */
  runAt(left: number, right: number): void {
    const { call } = this.kernels
    const [re, im] = this.work
    const { pointer: window } = this.window
    call.windowed(left, window, re.pointer, this.size)
    call.windowed(right, window, im.pointer, this.size)
    this.fft.forward(re, im)
    const [l = 0, r = 0, x = 0, y = 0] = this.out
    call.crossSpectra(re.pointer, im.pointer, this.size, l, r, x, y)
  }

  /** The real part of the inverse transform of one-sided bins that `fill` writes; it has the size of the window. */
  inverse(fill: (re: Float32Array, im: Float32Array) => void): Float32Array {
    const [re, im] = this.work
    re.view.fill(0)
    im.view.fill(0)
    fill(re.view, im.view)
    this.fft.inverse(re, im)
    return re.view
  }
}
