import { assert } from '../core/assert'
import type { Stretch } from './grid-stretches'
import type { KernelScope, Kernels, Region } from './kernels'

/** Error-feedback coefficients c1, c2, …; NTF = 1 − Σ c_k z^−k. Designed for 44.1 and 48 kHz. */
export const NOISE_SHAPERS = {
  // Lipshitz, Vanderkooy, Wannamaker, JAES 39(11) 1991; JAES 40(5) 1992
  lipshitz5: [2.033, -2.165, 1.959, -1.59, 0.6149],
  modifiedE9: [1.662, -1.263, 0.4827, -0.2913, 0.1268, -0.1124, 0.03252, -0.01265, -0.03524],
  improvedE9: [2.847, -4.685, 6.214, -7.184, 6.639, -5.032, 3.263, -1.632, 0.4191],
  // Wannamaker, JAES 40(7/8) 1992
  wannamakerF3: [1.623, -0.982, 0.109],
  wannamakerF9: [2.412, -3.37, 3.937, -4.174, 3.353, -2.205, 1.281, -0.569, 0.0847],
} as const satisfies Record<string, readonly number[]>

export type NoiseShaper = keyof typeof NOISE_SHAPERS

export type QuantiserDither =
  /** Plain rounding: floor(v + 0.5). */
  | { readonly kind: 'none' }
  /** Non-subtractive triangular dither, ±1 LSB; error variance Δ²/4 whatever the signal. */
  | { readonly kind: 'tpdf' }
  /** TPDF inside an error-feedback loop: the noise moves to where hearing is weakest. */
  | { readonly kind: 'shaped'; readonly shaper: NoiseShaper }

export interface QuantiserOptions {
  readonly channelCount: number
  readonly bitDepth: 16 | 24
  readonly dither: QuantiserDither
  /** Any integer; the same seed gives the same bits, channels are independent of each other. */
  readonly seed: number
  /** Stretches of the programme that are rounded without dither, in order: none by default. */
  readonly undithered?: readonly Stretch[] | undefined
}

/** Of a channel's state in the kernel: behind keys and frame counter. */
const HISTORY_WORD = 4
const NEVER: Stretch = { fromFrame: Number.POSITIVE_INFINITY, toFrame: Number.POSITIVE_INFINITY }

/** 32-bit finaliser (full avalanche), for keys. */
const mix = (value: number): number => {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/**
 * Planar float32 (full scale ±1) -> planar int32 of `bitDepth` bits, clamped to
 * [−2^(b−1), 2^(b−1) − 1]. Deterministic: the same input and seed give the same integers for any
 * blocking. Silence in gives dither noise out (none: zeros), but not where a stretch is undithered: there the error
 * feedback begins anew, too, so that nothing of the sound before rings on.
 */
export class Quantiser {
  /** Kernel addresses of each channel's integers after `quantise`: what `Packer.pack` takes. */
  readonly planes: readonly number[]
  /** The same integers as views, valid until the next call. */
  readonly integers: readonly Int32Array[]
  /** Samples clamped so far, all channels. */
  clippedSamples = 0
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly input: Region<Float32Array>
  private readonly output: readonly Region<Int32Array>[]
  private readonly states: readonly Region<Int32Array>[]
  private readonly taps: Region<Float64Array> | null
  private readonly scale: number
  private readonly amount: number
  private readonly undithered: readonly Stretch[]
  /** The stretch that comes next, or that it is in. */
  private stretch = 0
  /** Frames of the programme so far. */
  private position = 0

  constructor(kernels: Kernels, options: QuantiserOptions, maxFrames: number) {
    const { channelCount, bitDepth, dither, seed } = options
    this.kernels = kernels
    this.undithered = options.undithered ?? []
    this.scale = 2 ** (bitDepth - 1)
    this.amount = dither.kind === 'none' ? 0 : 1
    this.scope = kernels.scope()
    this.input = this.scope.f32(maxFrames)
    this.output = Array.from({ length: channelCount }, () => this.scope.i32(maxFrames))
    this.planes = this.output.map((region) => region.pointer)
    this.integers = this.output.map((region) => region.view)
    this.states = this.output.map((_, channel) => this.newState(mix(seed + 1), channel))
    this.taps = null
    if (dither.kind === 'shaped') {
      const coefficients = NOISE_SHAPERS[dither.shaper]
      this.taps = this.scope.f64(coefficients.length)
      this.taps.view.set(coefficients)
    }
  }

  /** Quantises the first `frames` frames of `block` (one plane per channel) into `integers`. */
  quantise(block: readonly Float32Array[], frames: number): void {
    const start = this.position
    const end = start + frames
    while (this.position < end) {
      const { fromFrame, toFrame } = this.undithered[this.stretch] ?? NEVER
      const inside = this.position >= fromFrame
      const until = Math.min(end, inside ? toFrame : fromFrame)
      this.part(block, this.position - start, until - start, !inside)
      this.position = until
      if (until === toFrame) this.stretch++
    }
  }

  private part(block: readonly Float32Array[], from: number, to: number, dithered: boolean): void {
    const { call } = this.kernels
    const input = this.input.pointer
    for (const [channel, target] of this.planes.entries()) {
      const source = block[channel]
      const state = this.states[channel]
      assert(source && state, 'quantise: missing channel')
      this.input.view.set(source.subarray(from, to))
      const into = target + from * Int32Array.BYTES_PER_ELEMENT
      if (!dithered) state.view.fill(0, HISTORY_WORD)
      this.clippedSamples +=
        this.taps && dithered
          ? call.quantiseShaped(
              input,
              into,
              to - from,
              this.scale,
              this.taps.pointer,
              this.taps.view.length,
              state.pointer,
            )
          : call.quantise(
              input,
              into,
              to - from,
              this.scale,
              dithered ? this.amount : 0,
              state.pointer,
            )
    }
  }

  release(): void {
    this.scope.release()
  }

  private newState(seed: number, channel: number): Region<Int32Array> {
    const words = this.scope.i32(this.kernels.call.quantiserStateBytes() / 4)
    words.view[0] = mix(seed ^ mix(2 * channel + 1))
    words.view[1] = mix(seed ^ mix(2 * channel + 2))
    return words
  }
}
