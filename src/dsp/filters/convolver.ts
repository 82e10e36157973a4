import { assert } from '../../core/assert'
import { BLOCK_FRAMES } from '../../core/pcm'
import { Fft } from '../fft'
import type { KernelScope, Kernels, Region } from '../kernels'

const FFT_SIZE = 2 * BLOCK_FRAMES

/** Impulse responses of the two lanes (left and right, or mid and side); the same length both. */
export interface LaneResponses {
  readonly first: Float64Array
  /** Absent: the first serves both lanes. */
  readonly second?: Float64Array
}

interface Spectrum {
  readonly re: Region<Float32Array>
  readonly im: Region<Float32Array>
}

interface Partition {
  readonly common: Spectrum
  /** Acts on the conjugated signal; only where the lanes differ. */
  readonly crossed: Spectrum | null
}

/**
 * Uniformly partitioned overlap-save convolution on the 4096-frame grid. Both lanes share one complex
 * transform z = first + i·second: with A = (H₁ + H₂)/2 and B = (H₁ − H₂)/2 the lanes' spectra are
 * A·Z(k) + B·conj Z(−k), so equal responses cost one product a partition, different ones two.
 * Delay: 4096 frames beside the response's own.
 */
export class PartitionedConvolver {
  readonly latencyFrames = BLOCK_FRAMES
  private readonly kernels: Kernels
  private readonly fft: Fft
  private readonly partitions: readonly Partition[]
  private readonly history: readonly Partition[]
  private readonly input: Spectrum
  private readonly work: Spectrum
  private readonly result: Spectrum
  private newest = 0

  /** Memory belongs to `scope`. */
  constructor(kernels: Kernels, scope: KernelScope, responses: LaneResponses) {
    const { first, second } = responses
    assert(!second || second.length === first.length, 'convolver: lanes differ in length')
    this.kernels = kernels
    this.fft = new Fft(kernels, scope, FFT_SIZE)
    const spectrum = (): Spectrum => ({ re: scope.f32(FFT_SIZE), im: scope.f32(FFT_SIZE) })
    this.input = spectrum()
    this.work = spectrum()
    this.result = spectrum()
    const count = Math.max(1, Math.ceil(first.length / BLOCK_FRAMES))
    const crosses = second !== undefined
    this.history = Array.from({ length: count }, () => ({
      common: spectrum(),
      crossed: crosses ? spectrum() : null,
    }))
    this.partitions = Array.from({ length: count }, (_, index) => {
      const part = (sign: number): Spectrum => {
        const target = spectrum()
        for (let n = 0; n < BLOCK_FRAMES; n++) {
          const a = first[index * BLOCK_FRAMES + n] ?? 0
          const b = second ? (second[index * BLOCK_FRAMES + n] ?? 0) : a
          target.re.view[n] = (a + sign * b) / 2 / FFT_SIZE
        }
        this.fft.forward(target.re, target.im)
        return target
      }
      return { common: part(1), crossed: crosses ? part(-1) : null }
    })
  }

  /**
   * Replaces `frames` frames of both lanes (kernel addresses) from grid offset `offset`
   * (position mod 4096) by the output one grid block earlier; at the grid's end the next block is made.
   */
  process(first: number, second: number, offset: number, frames: number): void {
    const { call } = this.kernels
    const at = (BLOCK_FRAMES + offset) * 4
    call.copyFrames(first, this.input.re.pointer + at, frames)
    call.copyFrames(second, this.input.im.pointer + at, frames)
    call.copyFrames(this.result.re.pointer + at, first, frames)
    call.copyFrames(this.result.im.pointer + at, second, frames)
    if (offset + frames === BLOCK_FRAMES) this.turn()
  }

  reset(): void {
    for (const { re, im } of [this.input, this.result]) {
      re.view.fill(0)
      im.view.fill(0)
    }
    for (const { common, crossed } of this.history)
      for (const spectrum of crossed ? [common, crossed] : [common]) {
        spectrum.re.view.fill(0)
        spectrum.im.view.fill(0)
      }
    this.newest = 0
  }

  /** A full block is in: transform it, and make the next block of output. */
  private turn(): void {
    const { call } = this.kernels
    const { input, work, result, history, partitions } = this
    this.newest = (this.newest + history.length - 1) % history.length
    const slot = history[this.newest]
    assert(slot, 'convolver: no history')
    slot.common.re.view.set(input.re.view)
    slot.common.im.view.set(input.im.view)
    this.fft.forward(slot.common.re, slot.common.im)
    if (slot.crossed)
      call.conjugateReverse(
        slot.common.re.pointer,
        slot.common.im.pointer,
        slot.crossed.re.pointer,
        slot.crossed.im.pointer,
        FFT_SIZE,
      )
    work.re.view.fill(0)
    work.im.view.fill(0)
    for (const [index, partition] of partitions.entries()) {
      const past = history[(this.newest + index) % history.length]
      assert(past, 'convolver: no history')
      this.accumulate(past.common, partition.common)
      if (past.crossed && partition.crossed) this.accumulate(past.crossed, partition.crossed)
    }
    this.fft.inverse(work.re, work.im)
    result.re.view.set(work.re.view)
    result.im.view.set(work.im.view)
    input.re.view.copyWithin(0, BLOCK_FRAMES)
    input.im.view.copyWithin(0, BLOCK_FRAMES)
  }

  private accumulate(a: Spectrum, b: Spectrum): void {
    this.kernels.call.complexMultiplyAdd(
      this.work.re.pointer,
      this.work.im.pointer,
      a.re.pointer,
      a.im.pointer,
      b.re.pointer,
      b.im.pointer,
      FFT_SIZE,
    )
  }
}
