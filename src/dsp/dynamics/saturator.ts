import { BLOCK_FRAMES } from '../../core/pcm'
import { BiquadCascade, onBoth } from '../filters/biquad'
import type { Biquad } from '../filters/section'
import type { KernelScope, Kernels, Region } from '../kernels'
import { Oversampler } from '../resampling/oversampler'

/** tape = tanh u; tube = u ÷ √(1 + u²); clip = u − (4/27)·u³, flat from 3/2. */
export type SaturationCurve = 'tape' | 'tube' | 'clip'
/** The kernel's numbers. */
const CURVES = { tape: 0, tube: 1, clip: 2 } as const

/** What is bent, in plain numbers. */
export interface SaturatorParams {
  readonly curve: SaturationCurve
  /** Linear gain in front of the curve, taken back behind it: slope 1 at 0 always. */
  readonly drive: number
  /** Where on the curve silence sits, −0.8…0.8: even harmonics. */
  readonly bias: number
  /** Share of what the curve changes, 0…1. */
  readonly wet: number
  readonly factor: 4 | 8
  /** Sections that choose what the curve hears. */
  readonly before: readonly Biquad[]
  /** Sections over what the curve changed: the same band again, DC out. */
  readonly after: readonly Biquad[]
}

/** Floats that the kernel tells of a block; peaks come first. */
const BLOCK_LEVELS = 7

interface Channel {
  readonly oversampler: Oversampler
  /** The input, delayed as the oversampled difference is. */
  readonly line: Region<Float32Array>
  readonly difference: Region<Float32Array>
}

/**
 * y = x + wet·after(down(F(up(before x)) − up(before x))), x delayed to match (sources: oversampling). F is the
 * curve with drive and bias, slope 1 and value 0 at 0 (kernels/saturate.ts). Only what the curve changes
 * passes the oversampler and the second band filter, so quiet sound stays as it was.
 */
export class Saturator {
  readonly latencyFrames: number
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly params: SaturatorParams
  private readonly channels: readonly Channel[]
  private readonly differences: readonly number[]
  private readonly before: BiquadCascade | null
  private readonly after: BiquadCascade | null
  private readonly levels: Region<Float32Array>

  constructor(kernels: Kernels, params: SaturatorParams, sampleRate: number, channelCount: 1 | 2) {
    this.kernels = kernels
    this.params = params
    this.scope = kernels.scope()
    const { scope } = this
    this.levels = scope.f32(BLOCK_LEVELS)
    const cascade = (sections: readonly Biquad[]) =>
      sections.length > 0 ? new BiquadCascade(kernels, scope, sections.map(onBoth)) : null
    this.before = cascade(params.before)
    this.after = cascade(params.after)
    this.channels = Array.from({ length: channelCount }, () => {
      const oversampler = new Oversampler(kernels, scope, sampleRate, params.factor)
      return {
        oversampler,
        line: scope.f32(oversampler.latencyFrames + BLOCK_FRAMES),
        difference: scope.f32(BLOCK_FRAMES),
      }
    })
    this.differences = this.channels.map(({ difference }) => difference.pointer)
    this.latencyFrames = this.channels[0]?.oversampler.latencyFrames ?? 0
  }

  /**
   * 1…4096 frames in place; `endsOnGrid` as in the chain's block. Silence stays silence. Returns what the highest peak of the
   * block lost, as a factor 0…1: 1 where it lost nothing.
   */
  process(pointers: readonly number[], frames: number, endsOnGrid: boolean): number {
    const { call } = this.kernels
    const { latencyFrames, channels, differences, params } = this
    for (let c = 0; c < channels.length; c++) {
      const { line, difference } = channels[c] as Channel
      const pointer = pointers[c] as number
      call.copyFrames(pointer, line.pointer + latencyFrames * 4, frames)
      call.copyFrames(pointer, difference.pointer, frames)
      call.copyFrames(line.pointer, pointer, frames)
      call.copyFrames(line.pointer + frames * 4, line.pointer, latencyFrames)
    }
    if (params.wet === 0) return 1
    const peak = this.peakOf(pointers, frames)
    this.before?.process(differences, frames, endsOnGrid)
    for (let c = 0; c < channels.length; c++) {
      const { oversampler, difference } = channels[c] as Channel
      const high = oversampler.up(difference.pointer, frames)
      const count = frames * params.factor
      call.saturate(high, count, CURVES[params.curve], params.drive, params.bias, params.wet)
      oversampler.down(difference.pointer, frames)
    }
    this.after?.process(differences, frames, endsOnGrid)
    for (let c = 0; c < channels.length; c++)
      call.accumulate(differences[c] as number, pointers[c] as number, frames)
    return peak > 0 ? Math.min(1, this.peakOf(pointers, frames) / peak) : 1
  }

  /** As if new. */
  reset(): void {
    this.before?.reset()
    this.after?.reset()
    for (const { oversampler, line } of this.channels) {
      oversampler.reset()
      line.view.fill(0)
    }
  }

  private peakOf(pointers: readonly number[], frames: number): number {
    const [first = 0, second = first] = pointers
    this.kernels.call.blockLevels(first, second, frames, this.levels.pointer)
    const { view } = this.levels
    return Math.max(view[0] ?? 0, view[1] ?? 0)
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }
}
