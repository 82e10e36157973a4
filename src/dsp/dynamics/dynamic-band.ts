import { assert } from '../../core/assert'
import { cos, exp, sin } from '../elementary'
import { highPass, lowPass } from '../filters/filter-design'
import { type Biquad, omega } from '../filters/section'
import type { KernelScope, Kernels, Region } from '../kernels'

export type DynamicShape = 'bell' | 'low-shelf' | 'high-shelf'

/** One band whose gain follows the music; see kernels/dynamic-band.ts. */
export interface DynamicBandParams {
  readonly shape: DynamicShape
  readonly freqHz: number
  readonly q: number
  /** `relative`: level of the band beside the whole signal, so the threshold holds at any loudness. */
  readonly detector: 'relative' | 'absolute'
  readonly thresholdDb: number
  readonly ratio: number
  /** Where the gain may go: negative cuts, positive boosts. */
  readonly rangeDb: number
  readonly attackMs: number
  readonly releaseMs: number
}

/** Of the gain computer. */
export const KNEE_DB = 6
/** The detector averages over two periods of the band's frequency, within these bounds. */
const AVERAGING_MS = { min: 1, max: 20 }
const CONTROL_FRAMES = 16
const LAW_LENGTH = 13
const STATE_LENGTH = 9

/** Unity in the middle: peak of the bell, or the shelf's far end. */
export const bandSection = (
  { shape, freqHz, q }: Pick<DynamicBandParams, 'shape' | 'freqHz' | 'q'>,
  sampleRate: number,
): Biquad => {
  const audible = Math.min(freqHz, 0.45 * sampleRate)
  if (shape === 'low-shelf') return lowPass(audible, q, sampleRate)
  if (shape === 'high-shelf') return highPass(audible, q, sampleRate)
  const w = omega(audible, sampleRate)
  const alpha = sin(w) / (2 * q)
  const b0 = alpha / (1 + alpha)
  return { b0, b1: 0, b2: -b0, a1: (-2 * cos(w)) / (1 + alpha), a2: (1 - alpha) / (1 + alpha) }
}

const smoothing = (ms: number, stepsPerSecond: number): number =>
  1 - exp(-1000 / (ms * stepsPerSecond))

/** A dynamic band in kernel memory; memory belongs to `scope`. */
export class DynamicBand {
  private readonly kernels: Kernels
  private readonly params: Region<Float64Array>
  private readonly state: Region<Float64Array>

  constructor(kernels: Kernels, scope: KernelScope, params: DynamicBandParams, sampleRate: number) {
    assert(params.ratio >= 1, 'dynamic band: ratio below 1')
    this.kernels = kernels
    this.params = scope.f64(LAW_LENGTH)
    this.state = scope.f64(STATE_LENGTH)
    const { b0, b1, b2, a1, a2 } = bandSection(params, sampleRate)
    const averagingMs = Math.min(AVERAGING_MS.max, Math.max(AVERAGING_MS.min, 2000 / params.freqHz))
    const controlRate = sampleRate / CONTROL_FRAMES
    this.params.view.set([
      b0,
      b1,
      b2,
      a1,
      a2,
      smoothing(averagingMs, sampleRate),
      params.detector === 'relative' ? 1 : 0,
      params.thresholdDb,
      1 - 1 / params.ratio,
      KNEE_DB,
      params.rangeDb,
      smoothing(params.attackMs, controlRate),
      smoothing(params.releaseMs, controlRate),
    ])
  }

  /**
   * In place on the two addresses (one twice for a single lane). `position` and `endsOnGrid` as in the chain's block.
   * Returns the largest change in the block, dB ≥ 0.
   */
  process(
    first: number,
    second: number,
    frames: number,
    position: number,
    endsOnGrid: boolean,
  ): number {
    return this.kernels.call.dynamicBand(
      first,
      second,
      frames,
      position,
      this.params.pointer,
      this.state.pointer,
      endsOnGrid,
    )
  }

  /** As if new. */
  reset(): void {
    this.state.view.fill(0)
  }
}
