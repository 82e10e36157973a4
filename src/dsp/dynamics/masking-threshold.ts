import { gainOfDb, log } from '../elementary'
import type { KernelScope, Kernels, Region } from '../kernels'

/** Spreading: how far a masker's threshold falls per Bark below and above it, dB. */
const BELOW_DB_PER_BARK = 27
const ABOVE_DB_PER_BARK = 12
/** Threshold under the spread excitation, dB; beyond 12 Bark it grows by a quarter of the Bark. */
const OFFSET_DB = 3
const OFFSET_FROM_BARK = 12
/** Power per point of a band of the quietest sound, full scale = 1: silence masks nothing and divides nothing. */
const QUIET = 1e-9

/** Bands of a transform of `size` points by critical bandwidth, and what masks what. */
export class MaskingThreshold {
  /** First bins of the bands, and the end of the last. */
  readonly edges: Region<Int32Array>
  readonly bandCount: number
  private readonly kernels: Kernels
  private readonly quiet: number
  private readonly rise: number
  private readonly fall: number
  private readonly offsets: Region<Float64Array>

  /** `bandBark`: width of a band; narrower than a bin, neighbours are joined. Memory belongs to `scope`. */
  constructor(
    kernels: Kernels,
    scope: KernelScope,
    size: number,
    sampleRate: number,
    bandBark: number,
  ) {
    this.kernels = kernels
    const { edges, offsets } = bandsOf(size, sampleRate, bandBark)
    this.edges = scope.i32(edges.length)
    this.edges.view.set(edges)
    this.bandCount = offsets.length
    this.quiet = QUIET * size
    this.rise = gainOfDb(-2 * BELOW_DB_PER_BARK * bandBark)
    this.fall = gainOfDb(-2 * ABOVE_DB_PER_BARK * bandBark)
    this.offsets = scope.f64(this.bandCount)
    this.offsets.view.set(offsets)
  }

  /** Room for a power of every band, left and right. */
  newPairs(scope: KernelScope): Region<Float64Array> {
    return scope.f64(2 * this.bandCount)
  }

  /** Fills `masks` with the noise power that each band covers when the bands' powers are `signal`. */
  fill(signal: Region<Float64Array>, masks: Region<Float64Array>): void {
    const { rise, fall, offsets, bandCount, quiet } = this
    this.kernels.call.maskedPowers(
      signal.pointer,
      offsets.pointer,
      bandCount,
      rise,
      fall,
      quiet,
      masks.pointer,
    )
  }
}

/** Where bands begin and end, in bins, and how far each one's threshold lies under its excitation, as a power. */
interface Bands {
  readonly edges: readonly number[]
  readonly offsets: readonly number[]
}

/** Bands that were made, by what they follow from: a logarithm of every bin, and every chain and range of depths asks for the same. */
const known = new Map<string, Bands>()

const bandsOf = (size: number, sampleRate: number, bandBark: number): Bands => {
  const key = `${size} ${sampleRate} ${bandBark}`
  const bands = known.get(key) ?? newBands(size, sampleRate, bandBark)
  known.set(key, bands)
  return bands
}

const newBands = (size: number, sampleRate: number, bandBark: number): Bands => {
  const edges = bandEdges(size, sampleRate, bandBark)
  const offsets = edges.slice(0, -1).map((edge) => {
    const bark = barkOf((edge * sampleRate) / size)
    return gainOfDb(-2 * (bark > OFFSET_FROM_BARK ? bark / 4 : OFFSET_DB))
  })
  return { edges, offsets }
}

/** z = 7·asinh(f/650) */
const barkOf = (freqHz: number): number => {
  const x = freqHz / 650
  return 7 * log(x + Math.sqrt(x * x + 1))
}

const bandEdges = (size: number, sampleRate: number, bandBark: number): number[] => {
  const edges = [1]
  let band = 0
  for (let bin = 2; bin <= size / 2; bin++) {
    const own = Math.floor(barkOf((bin * sampleRate) / size) / bandBark)
    if (own > band) edges.push(bin)
    band = own
  }
  if (edges.at(-1) !== size / 2) edges.push(size / 2)
  return edges
}
