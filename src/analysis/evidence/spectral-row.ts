import { log10 } from '../../dsp/elementary'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { kWeights } from '../k-weights'
import { type BandGrid, frequencies, THIRD_BANDS } from '../spectrum'
import { type Delay, delayOf } from './channel-delay'
import type { StereoTransform } from './stereo-transform'

/** Bands in which left and right are compared: bass, middle, treble. */
export const PHASE_EDGES_HZ = [20, 150, 2000, 16_000] as const

const FINE = 128
/** Twenty-fourths of an octave from 200 Hz to 8 kHz. */
export const RESONANCE_BANDS: BandGrid = {
  count: FINE,
  edgeHz: frequencies(FINE, (k) => 200 * 2 ** (k / 24)),
  centreHz: frequencies(FINE, (k) => 200 * 2 ** ((k + 0.5) / 24)),
}

/** Bands of equal width, from here to half the rate, in which a wall is sought. */
export const WALL_FROM_HZ = 8500
export const WALL_BAND_HZ = 50

/** What one window tells. Powers are relative to a full-scale sine. */
export interface SpectralRow {
  readonly startFrame: number
  /** K-weighted. */
  readonly left: number
  readonly right: number
  /** Per band of THIRD_BANDS, mean of both channels. */
  readonly thirds: Float32Array
  /** The same of RESONANCE_BANDS. */
  readonly fine: Float32Array
  /** Mean per bin in bands of WALL_BAND_HZ from WALL_FROM_HZ on. */
  readonly high: Float32Array
  /** Correlation of the channels per band of PHASE_EDGES_HZ, and the share of the power that it has. */
  readonly correlations: readonly number[]
  readonly shares: readonly number[]
  /** null where it was not looked for. */
  readonly delay: Delay | null
  /** Absent where nothing stands out. */
  readonly heard?: HeardInRow
}

/** How far bands stand out of the whole, as those of the dynamic equaliser that would hold them hear it, frame by frame, dB. */
export interface HeardInRow {
  readonly harshness?: Float32Array
  readonly resonance?: { readonly band: number; readonly levelsDb: Float32Array }
}

/** Sums of a transform over bands. Memory belongs to the scope it is given. */
export class BandSums {
  private readonly kernels: Kernels
  private readonly transform: StereoTransform
  private readonly sampleRate: number
  private readonly binHz: number
  private readonly kWeights: Region<Float64Array>
  private readonly weighted: Region<Float64Array>
  private readonly total: Region<Float64Array>
  private readonly cross: Region<Float64Array>
  private readonly leftSum: Region<Float64Array>

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    transform: StereoTransform,
    sampleRate: number,
  ) {
    this.kernels = kernels
    this.transform = transform
    this.sampleRate = sampleRate
    const bins = transform.size / 2 + 1
    this.binHz = sampleRate / transform.size
    this.kWeights = scope.f64(bins)
    this.kWeights.view.set(kWeights(transform.size, sampleRate))
    this.weighted = scope.f64(2)
    this.total = scope.f64(bins + 1)
    this.cross = scope.f64(bins + 1)
    this.leftSum = scope.f64(bins + 1)
  }

  /** The row of what was transformed last; the delay costs as much as all the rest. */
  row(startFrame: number, withDelay: boolean): SpectralRow {
    this.sum()
    const total = this.total.view
    const [left = 0, right = 0] = this.weighted.view
    const pairs = PHASE_EDGES_HZ.slice(1).map(
      (high, band) => [PHASE_EDGES_HZ[band] ?? 0, high] as const,
    )
    const all = this.between(total, 0, this.sampleRate / 2)
    const delay = withDelay ? delayOf(this.transform, this.sampleRate) : null
    return {
      startFrame,
      left,
      right,
      thirds: this.bands(THIRD_BANDS),
      fine: this.bands(RESONANCE_BANDS),
      high: this.high(),
      correlations: pairs.map(([low, high]) => this.correlation(low, high)),
      shares: pairs.map(([low, high]) => (all > 0 ? this.between(total, low, high) / all : 0)),
      delay,
    }
  }

  private sum(): void {
    const [left = 0, right = 0, cross = 0] = this.transform.out
    this.kernels.call.runningSums(
      left,
      right,
      cross,
      this.kWeights.pointer,
      this.kWeights.view.length,
      this.total.pointer,
      this.leftSum.pointer,
      this.cross.pointer,
      this.weighted.pointer,
    )
  }

  private correlation(low: number, high: number): number {
    const left = this.between(this.leftSum.view, low, high)
    const right = this.between(this.total.view, low, high) - left
    const scale = Math.sqrt(Math.max(0, left) * Math.max(0, right))
    return scale > 0 ? this.between(this.cross.view, low, high) / scale : 0
  }

  private bands({ count, edgeHz }: BandGrid): Float32Array {
    return Float32Array.from(
      { length: count },
      (_, k) => this.between(this.total.view, edgeHz(k), edgeHz(k + 1)) / 2,
    )
  }

  private high(): Float32Array {
    const count = Math.max(0, Math.floor((this.sampleRate / 2 - WALL_FROM_HZ) / WALL_BAND_HZ))
    const binsPerBand = WALL_BAND_HZ / this.binHz
    return Float32Array.from({ length: count }, (_, k) => {
      const from = WALL_FROM_HZ + k * WALL_BAND_HZ
      return this.between(this.total.view, from, from + WALL_BAND_HZ) / (2 * binsPerBand)
    })
  }

  /** Of a running sum, what lies between two frequencies; a bin is spread evenly over its width. */
  private between(sums: Float64Array, lowHz: number, highHz: number): number {
    return this.below(sums, highHz) - this.below(sums, lowHz)
  }

  private below(sums: Float64Array, freqHz: number): number {
    const place = Math.min(sums.length - 1, Math.max(0, freqHz / this.binHz + 0.5))
    const bin = Math.floor(place)
    const at = sums[bin] ?? 0
    return at + (place - bin) * ((sums[bin + 1] ?? at) - at)
  }
}

/** Power as decibels; −200 for nothing. */
export const powerDb = (power: number): number => (power > 1e-20 ? 10 * log10(power) : -200)
