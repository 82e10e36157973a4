import { Fft } from '../fft'
import type { KernelScope, Kernels, Region } from '../kernels'
import { centredHann } from './centred-hann'
import { MaskingThreshold } from './masking-threshold'

/** Width of a band, Bark. */
const BAND_BARK = 0.5

/** Ratio of an added noise to what the sound masks, over one window of `size` frames. */
export class NoiseToMask {
  private readonly wasm: Kernels
  private readonly size: number
  private readonly fft: Fft
  private readonly threshold: MaskingThreshold
  /** What both are weighted by. */
  readonly window: Region<Float32Array>
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private readonly noise: Region<Float64Array>
  private readonly signal: Region<Float64Array>
  private readonly masks: Region<Float64Array>
  private readonly found: Region<Float64Array>

  /** Memory belongs to `scope`. */
  constructor(wasm: Kernels, scope: KernelScope, size: number, sampleRate: number) {
    this.wasm = wasm
    this.size = size
    this.fft = new Fft(wasm, scope, size)
    this.threshold = new MaskingThreshold(wasm, scope, size, sampleRate, BAND_BARK)
    this.window = scope.f32(size)
    this.window.view.set(centredHann(size))
    this.re = scope.f32(size)
    this.im = scope.f32(size)
    this.noise = this.threshold.newPairs(scope)
    this.signal = this.threshold.newPairs(scope)
    this.masks = this.threshold.newPairs(scope)
    this.found = scope.f64(2)
  }

  /**
   * Mean over the bands of noise power ÷ masked power, of both channels, valid until the next call; 0 where nothing was added. `left` and
   * `right` (the same in mono): the sound from index `at` on, and what became of it from index `late` on.
   */
  ratios(left: Changed, right: Changed, at: number, late: number): Float64Array {
    const { call } = this.wasm
    const { re, im, window, size, noise, signal, masks, threshold, found } = this
    const isChanged = this.change(left, re, at, late)
    if (!this.change(right, im, at, late) && !isChanged) return found.view.fill(0)
    this.powers(noise)
    call.windowed(left.audio.pointer + at * 4, window.pointer, re.pointer, size)
    call.windowed(right.audio.pointer + at * 4, window.pointer, im.pointer, size)
    this.powers(signal)
    threshold.fill(signal, masks)
    call.noiseOverMask(noise.pointer, masks.pointer, threshold.bandCount, found.pointer)
    return found.view
  }

  /** Fills `into` with the windowed difference; false where there is none. */
  private change(
    { audio, solved }: Changed,
    into: Region<Float32Array>,
    at: number,
    late: number,
  ): boolean {
    const { window, size, wasm } = this
    const before = audio.pointer + at * 4
    const after = solved.pointer + late * 4
    return Boolean(wasm.call.windowedChange(before, after, window.pointer, into.pointer, size))
  }

  private powers(pairs: Region<Float64Array>): void {
    const { re, im, size, threshold } = this
    this.fft.forward(re, im)
    this.wasm.call.stereoBandPowers(
      re.pointer,
      im.pointer,
      size,
      threshold.edges.pointer,
      threshold.bandCount,
      pairs.pointer,
    )
  }
}

/** A channel before and after, the latter late. */
export interface Changed {
  readonly audio: Region<Float32Array>
  readonly solved: Region<Float32Array>
}
