import { assert } from '../../core/assert'
import { BLOCK_FRAMES } from '../../core/pcm'
import type { KernelScope, Kernels, Region } from '../kernels'
import { type HalfBand, halfBand } from './half-band'
import type { ExcessBound } from './interpolator'
import { oversamplingBound } from './oversampling-bound'

/** Top of the pass band: 20 kHz, or the same share of a lower rate as 20 kHz has of 44.1 kHz. */
const PASS_HZ = 20_000
const PASS_SHARE = PASS_HZ / 44_100
/** Frames that kernels may write or read beyond a block. */
const SLACK = 8

interface Stage {
  readonly k: number
  readonly upTaps: Region<Float32Array>
  readonly downTaps: Region<Float32Array>
  /** Input of the way up; its block also holds the output of the way down. */
  readonly low: Region<Float32Array>
  readonly even: Region<Float32Array>
  readonly odd: Region<Float32Array>
}

/**
 * One channel at 2, 4 or 8 times its rate and back (sources: oversampling): cascaded linear-phase half-band
 * filters, −120 dB. `up`, process the frames at the address that it returns in place, `down`.
 * The pair delays by a whole number of frames: fractions are padded at the high rate.
 */
export class Oversampler {
  readonly factor: 2 | 4 | 8
  /** Delay of `up` and `down` together, frames at the base rate. */
  readonly latencyFrames: number
  /** Bounds what `up` can give: within `latencyFrames` before the first frame and the last. */
  readonly bound: ExcessBound
  private readonly kernels: Kernels
  private readonly stages: readonly Stage[]
  private readonly top: Region<Float32Array>
  private readonly padFrames: number

  /** Lives in `scope`: released with it. */
  constructor(kernels: Kernels, scope: KernelScope, sampleRate: number, factor: 2 | 4 | 8) {
    this.kernels = kernels
    this.factor = factor
    const passHz = Math.min(PASS_HZ, PASS_SHARE * sampleRate)
    const designs = Array.from({ length: Math.log2(factor) }, (_, index) =>
      halfBand(sampleRate * 2 ** index, passHz),
    )
    this.bound = oversamplingBound(designs)
    const stageOf = ({ k, side }: HalfBand, index: number): Stage => {
      const scale = 2 ** index
      const upTaps = scope.f32(k + 1)
      upTaps.view.set(side.map((tap) => 2 * tap))
      const downTaps = scope.f32(k + 1)
      downTaps.view.set(side)
      const line = () => scope.f32(2 * k + 1 + BLOCK_FRAMES * scale + SLACK)
      return { k, upTaps, downTaps, low: line(), even: line(), odd: line() }
    }
    this.stages = designs.map(stageOf)
    // A stage and its twin delay by 4k + 2 frames at their high rate.
    const delay = this.stages.reduce(
      (sum, { k }, s) => sum + ((4 * k + 2) * factor) / 2 ** (s + 1),
      0,
    )
    this.padFrames = (factor - (delay % factor)) % factor
    this.latencyFrames = (delay + this.padFrames) / factor
    this.top = scope.f32(SLACK + BLOCK_FRAMES * factor + SLACK)
  }

  /** Address of frames·factor frames at the high rate, to be changed in place. `frames` ≤ 4096. */
  up(pointer: number, frames: number): number {
    const { call } = this.kernels
    const { stages, top, padFrames, factor } = this
    let count = frames
    for (let s = 0; s < stages.length; s++) {
      const { k, upTaps, low } = stages[s] as Stage
      const span = 2 * k + 1
      const input = low.pointer + span * 4
      if (s === 0) call.boundedCopy(pointer, input, frames)
      const next = stages[s + 1]
      const output = next ? next.low.pointer + (2 * next.k + 1) * 4 : top.pointer + SLACK * 4
      call.halfbandUp(input, output, count, upTaps.pointer, k)
      call.copyFrames(low.pointer + count * 4, low.pointer, span)
      count *= 2
    }
    assert(count === frames * factor, 'oversampler: stages')
    return top.pointer + (SLACK - padFrames) * 4
  }

  /** Brings what `up` returned back to the base rate, into `pointer`. */
  down(pointer: number, frames: number): void {
    const { call } = this.kernels
    const { stages, top, padFrames } = this
    let source = top.pointer + (SLACK - padFrames) * 4
    for (let s = stages.length - 1; s >= 0; s--) {
      const { k, downTaps, low, even, odd } = stages[s] as Stage
      const span = 2 * k + 1
      const count = frames * 2 ** s
      const evenBlock = even.pointer + span * 4
      const oddBlock = odd.pointer + span * 4
      const output = low.pointer + span * 4
      call.splitPhases(source, evenBlock, oddBlock, count)
      call.halfbandDown(evenBlock, oddBlock, output, count, downTaps.pointer, k)
      call.copyFrames(even.pointer + count * 4, even.pointer, span)
      call.copyFrames(odd.pointer + count * 4, odd.pointer, span)
      source = output
    }
    this.carry(frames)
    call.copyFrames(source, pointer, frames)
  }

  /**
   * Takes in frames that need no way down. After `latencyFrames` of them at least, `up` goes on as if
   * it had never been left out.
   */
  warm(pointer: number, frames: number): void {
    this.up(pointer, frames)
    this.carry(frames)
  }

  /** `down` of silence: what earlier frames still ring. Zeros after `latencyFrames` of it. */
  downSilence(pointer: number, frames: number): void {
    const start = SLACK - this.padFrames
    this.top.view.fill(0, start, start + frames * this.factor)
    this.down(pointer, frames)
  }

  /** As if new. */
  reset(): void {
    this.top.view.fill(0)
    for (const { low, even, odd } of this.stages)
      for (const { view } of [low, even, odd]) view.fill(0)
  }

  /** Brings the padded frames to the front of the next block. */
  private carry(frames: number): void {
    const { pointer } = this.top
    this.kernels.call.copyFrames(pointer + frames * this.factor * 4, pointer, SLACK)
  }
}
