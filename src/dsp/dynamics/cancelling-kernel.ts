import { Fft } from '../fft'
import type { KernelScope, Kernels, Region } from '../kernels'
import { centredHann } from './centred-hann'
import { MaskingThreshold } from './masking-threshold'

const POINTS_PER_FRAME = 4
/** Length to either side. */
const REACH_MS = 0.5
/** Frames of the spectrum that a window's kernel is shaped by. */
export const SPECTRUM_FRAMES = 1024
const BAND_BARK = 0.25
/** Ahead of a kernel and, with its last value, behind it: a vector of them. */
const ZEROS = 4

/** Frames that a cancelling signal reaches to either side. */
export const cancellingHalfFrames = (sampleRate: number): number =>
  Math.max(2, Math.round((REACH_MS * sampleRate) / 1000))

/** A cancelling signal of height 1, at four times the rate and at the base rate for each quarter of a frame. */
export interface CancellingKernel {
  /** 2 · reachPoints + 1 values at the four-fold rate, and three zeros on both sides. */
  readonly points: Region<Float32Array>
  /** Four rows of `taps`: the kernel seen from places 0, ¼, ½ and ¾ of a frame after a frame. */
  readonly shapes: Region<Float32Array>
}

/**
 * Shapes the kernels of the peak solver: zero phase, a spectrum whose amplitude is the square root of the noise power that the
 * sound covers at each frequency, a raised cosine of 0.5 ms to either side. So the cheapest cancellation is the least audible
 * one. Own arithmetic only, so that every engine gets the same bits.
 */
export class KernelShaper {
  /** Points of the four-fold rate from the middle to either end; a multiple of 4. */
  readonly reachPoints: number
  /** Frames from a place's frame back to the first tap. */
  readonly halfFrames: number
  /** Taps per phase; a multiple of 4. */
  readonly taps: number
  private readonly wasm: Kernels
  private readonly scope: KernelScope
  private readonly fft: Fft
  private readonly threshold: MaskingThreshold
  private readonly window: Region<Float32Array>
  private readonly spectrum: readonly [Region<Float32Array>, Region<Float32Array>]
  private readonly powers: Region<Float64Array>
  private readonly masks: Region<Float64Array>
  /** Left and right. */
  private readonly weights: readonly [Region<Float32Array>, Region<Float32Array>]
  private readonly basis: Region<Float32Array>
  private readonly half: Region<Float32Array>

  /** Memory belongs to `scope`. */
  constructor(wasm: Kernels, scope: KernelScope, sampleRate: number) {
    this.wasm = wasm
    this.halfFrames = cancellingHalfFrames(sampleRate)
    this.reachPoints = this.halfFrames * POINTS_PER_FRAME
    this.taps = Math.ceil((2 * this.halfFrames + 2) / 4) * 4
    this.scope = scope
    this.fft = new Fft(wasm, scope, SPECTRUM_FRAMES)
    this.threshold = new MaskingThreshold(wasm, scope, SPECTRUM_FRAMES, sampleRate, BAND_BARK)
    const { edges, bandCount } = this.threshold
    this.window = scope.f32(SPECTRUM_FRAMES)
    this.window.view.set(centredHann(SPECTRUM_FRAMES))
    this.spectrum = [scope.f32(SPECTRUM_FRAMES), scope.f32(SPECTRUM_FRAMES)]
    this.powers = this.threshold.newPairs(scope)
    this.masks = this.threshold.newPairs(scope)
    this.weights = [scope.f32(bandCount), scope.f32(bandCount)]
    const stride = this.reachPoints + 4
    this.half = scope.f32(stride)
    this.basis = scope.f32(bandCount * stride)
    const binWeights = wasm.scope()
    const { pointer } = binWeights.f64((edges.view[bandCount] as number) + 1)
    wasm.call.cancellingBasis(
      edges.pointer,
      bandCount,
      this.reachPoints,
      pointer,
      this.basis.pointer,
    )
    binWeights.release()
  }

  /** Room for one kernel. */
  newKernel(): CancellingKernel {
    const points = this.scope.f32(ZEROS + 2 * this.reachPoints + ZEROS)
    return {
      points: { pointer: points.pointer + 4 * ZEROS, view: points.view.subarray(ZEROS) },
      shapes: this.scope.f32(POINTS_PER_FRAME * this.taps),
    }
  }

  /** Shapes a kernel per channel by the SPECTRUM_FRAMES frames at these addresses. */
  shape(pointers: readonly number[], kernels: readonly CancellingKernel[]): void {
    const { call } = this.wasm
    const { threshold, masks, weights, powers } = this
    const [re, im] = this.spectrum
    const [left, right] = weights
    const from = this.window.pointer
    call.windowed(pointers[0] as number, from, re.pointer, SPECTRUM_FRAMES)
    call.windowed(pointers[pointers.length - 1] as number, from, im.pointer, SPECTRUM_FRAMES)
    // What is the same on both sides is treated the same, to the bit.
    const isMono = isSame(re.view, im.view)
    this.fft.forward(re, im)
    const { bandCount, edges } = threshold
    call.stereoBandPowers(
      re.pointer,
      im.pointer,
      SPECTRUM_FRAMES,
      edges.pointer,
      bandCount,
      powers.pointer,
    )
    threshold.fill(powers, masks)
    call.maskedAmplitudes(masks.pointer, edges.pointer, bandCount, left.pointer, right.pointer)
    for (let c = 0; c < kernels.length; c++) {
      const { points, shapes } = kernels[c] as CancellingKernel
      call.shapeKernel(
        this.basis.pointer,
        (c === 0 || isMono ? left : right).pointer,
        bandCount,
        this.reachPoints + 4,
        this.half.pointer,
        points.pointer,
        shapes.pointer,
        this.taps,
        this.halfFrames,
      )
    }
  }
}

const isSame = (a: Float32Array, b: Float32Array): boolean => {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false
  return true
}
