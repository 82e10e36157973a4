import { assert } from '../../core/assert'
import { crossoverTangent } from '../filters/crossover'
import type { KernelScope, Kernels, Region } from '../kernels'
import { stepOf } from './compressor'

/** One band's parameters in plain numbers; the curve and the smoothing are the bus compressor's. */
export interface BandParams {
  readonly thresholdDb: number
  /** ≥ 1 */
  readonly ratio: number
  /** Width of the soft knee, 0 = hard. */
  readonly kneeDb: number
  /** Times to 63 %, smooth branching in dB. */
  readonly attackMs: number
  readonly releaseMs: number
  readonly makeupDb: number
  /** 1 = compressed only, 0 = dry only (through the same crossovers). */
  readonly mix: number
  /** Factor in the sum: 1, or 0 for a band that is not to be heard. */
  readonly weight: number
}

const MOST_BANDS = 4
/** p, q, r of a crossover. */
const COEFFICIENTS = 3
/** Nine filters of two states and two channels, then a reduction per band. */
const STATES = 9 * 4 + MOST_BANDS
/** Seven float32 and two float64 numbers per band: offsets of kernels/multiband.ts. */
const CURVE_FLOATS = 7 * MOST_BANDS
const LAW_FLOATS = CURVE_FLOATS + 2 * 2 * MOST_BANDS

/**
 * Two to four bands, each compressed by itself, both channels of a band under one gain (sources: crossovers
 * and 3.3; kernels/multiband.ts). Linkwitz–Riley 4 crossovers, split from the low end; each finished
 * lower band passes the all-pass of every later crossover, so that with all gains 1 the output is the
 * input through one all-pass per crossover. A band's dry part is the band itself, so it bears the same
 * phase and no mix combs. No latency. Peak detector: the louder channel's magnitude.
 */
export class Multiband {
  private readonly kernels: Kernels
  private readonly scope: KernelScope
  private readonly bandCount: number
  private readonly filters: Region<Float64Array>
  private readonly states: Region<Float64Array>
  private readonly params: Region<Float32Array>
  private readonly largest: Region<Float32Array>

  /** `crossoversHz`: ascending, one fewer than `bands`, which go from the lowest up. */
  constructor(
    kernels: Kernels,
    bands: readonly BandParams[],
    crossoversHz: readonly number[],
    sampleRate: number,
  ) {
    assert(bands.length >= 2 && bands.length <= MOST_BANDS, 'multiband: two to four bands')
    assert(crossoversHz.length === bands.length - 1, 'multiband: one crossover between two bands')
    this.kernels = kernels
    this.scope = kernels.scope()
    this.bandCount = bands.length
    this.filters = this.scope.f64((MOST_BANDS - 1) * COEFFICIENTS)
    this.states = this.scope.f64(STATES)
    this.params = this.scope.f32(LAW_FLOATS)
    this.largest = this.scope.f32(MOST_BANDS)
    for (const [index, freqHz] of crossoversHz.entries())
      this.filters.view.set(stateVariable(freqHz, sampleRate), index * COEFFICIENTS)
    const { buffer, byteOffset } = this.params.view
    const steps = new Float64Array(buffer, byteOffset + 4 * CURVE_FLOATS, 2 * MOST_BANDS)
    for (const [band, params] of bands.entries()) {
      for (const [row, value] of curveOf(params).entries())
        this.params.view[row * MOST_BANDS + band] = value
      steps[band] = stepOf(params.attackMs, sampleRate)
      steps[MOST_BANDS + band] = stepOf(params.releaseMs, sampleRate)
    }
  }

  /**
   * Compresses one or two channels in place, 1…4096 frames; `endsOnGrid` as the chain's block says.
   * Writes the largest reduction of each band in dB (≥ 0) to `reductionsDb`. Silence stays silence.
   */
  process(
    pointers: readonly number[],
    frames: number,
    endsOnGrid: boolean,
    reductionsDb: Float32Array,
  ): void {
    const [left, right = left] = pointers
    assert(left !== undefined && right !== undefined, 'multiband: no channel')
    const { filters, states, params, largest, bandCount } = this
    this.kernels.call.multiband(
      left,
      right,
      frames,
      bandCount,
      filters.pointer,
      states.pointer,
      params.pointer,
      largest.pointer,
      endsOnGrid ? 1 : 0,
    )
    for (let band = 0; band < bandCount; band++) reductionsDb[band] = largest.view[band] ?? 0
  }

  /** As if new. */
  reset(): void {
    this.states.view.fill(0)
  }

  /** Gives all kernel memory back. */
  dispose(): void {
    this.scope.release()
  }
}

/** Trapezoidal state-variable Butterworth: p, q, r of kernels/multiband.ts. */
const stateVariable = (freqHz: number, sampleRate: number): readonly number[] => {
  const g = crossoverTangent(freqHz, sampleRate)
  const norm = 2 / (1 + g * (g + Math.SQRT2))
  return [norm - 1, norm * g, norm * g * g]
}

const curveOf = (params: BandParams): readonly number[] => [
  params.kneeDb / 2 - params.thresholdDb,
  params.kneeDb,
  params.kneeDb > 0 ? 1 / (2 * params.kneeDb) : 0,
  1 - 1 / params.ratio,
  params.makeupDb,
  params.mix,
  params.weight,
]
