import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { BAND_BARK, BAND_COUNT, EAR_BANDS, INTERNAL_NOISE, memoryOf, windowFrames } from './ear'

/** What one band spreads to the ones below: 27 dB per Bark, whatever the level. */
const DOWN = 10 ** (-2.7 * BAND_BARK)
/** Tables of the kernels, in the order of kernels/ear.ts. */
const TABLE_COUNT = 8
/** Of them, what levels the spreading of equal powers. */
const LEVELLED = 3

/** What the ear's kernels look up, in kernel memory. */
export interface EarTables {
  readonly framesPerSecond: number
  /** First bin and number of bins of each band. */
  readonly edges: Region<Int32Array>
  /** Share of the width of each of these bins that lies in the band. */
  readonly shares: Region<Float64Array>
  /** Values of each band, table after table. */
  readonly tables: Region<Float64Array>
}

/** The tables for spectra of `sampleRate`. Memory belongs to `scope`. */
export const earTables = (kernels: Kernels, scope: KernelScope, sampleRate: number): EarTables => {
  const frames = windowFrames(sampleRate)
  const framesPerSecond = (2 * sampleRate) / frames
  const { edges, shares } = bandShares(sampleRate / frames, frames / 2 + 1)
  const tables = [
    INTERNAL_NOISE,
    // 24 + 230/f dB per Bark towards higher frequencies, less at higher levels.
    perBand((_, { centreHz }) => Math.LOG2E * Math.LN10 * BAND_BARK * (-2.4 - 23 / centreHz)),
    perBand((band) => (1 - DOWN ** (band + 1)) / (1 - DOWN)),
    perBand(() => 1),
    memoryOf(0.008, 0.03, framesPerSecond),
    memoryOf(0.008, 0.05, framesPerSecond),
    perBand((band) => 10 ** (maskOffsetDb(band * BAND_BARK) / 10)),
    // Modulation counts by the loudness of the frame.
    INTERNAL_NOISE.map((noise) => 100 * noise ** 0.3),
  ]
  const inMemory = {
    framesPerSecond,
    edges: scope.i32(edges.length),
    shares: scope.f64(shares.length),
    tables: scope.f64(TABLE_COUNT * BAND_COUNT),
  }
  inMemory.edges.view.set(edges)
  inMemory.shares.view.set(shares)
  for (const [index, table] of tables.entries()) inMemory.tables.view.set(table, index * BAND_COUNT)
  level(kernels, inMemory.tables)
  return inMemory
}

const perBand = (figureOf: (band: number, place: (typeof EAR_BANDS)[number]) => number) =>
  Float64Array.from(EAR_BANDS, (place, band) => figureOf(band, place))

/** How far under a sound noise is masked: 3 dB, above 12 Bark a quarter of the Bark number. */
const maskOffsetDb = (bark: number): number => (bark <= 12 ? 3 : 0.25 * bark)

/** Bins by band: each counts by the share of its width that lies in the band. */
const bandShares = (binHz: number, binCount: number) => {
  const edges: number[] = []
  const shares: number[] = []
  for (const { lowerHz, upperHz } of EAR_BANDS) {
    const first = Math.floor(lowerHz / binHz + 0.5)
    const last = Math.min(binCount - 1, Math.ceil(upperHz / binHz - 0.5))
    edges.push(Math.min(first, binCount - 1), Math.max(0, last - first + 1))
    for (let bin = first; bin <= last; bin++) {
      const from = Math.max(lowerHz, (bin - 0.5) * binHz)
      const to = Math.min(upperHz, (bin + 0.5) * binHz)
      shares.push(Math.max(0, to - from) / binHz)
    }
  }
  return { edges, shares }
}

/** Spreading raises what is equal in all bands: what follows is measured against that. */
const level = (kernels: Kernels, { pointer, view }: Region<Float64Array>): void => {
  const scope = kernels.scope()
  const [bands, added, spread] = [0, 1, 2].map(() => scope.f64(2 * BAND_COUNT)) as [
    Region<Float64Array>,
    Region<Float64Array>,
    Region<Float64Array>,
  ]
  bands.view.fill(1)
  kernels.call.spreadBands(bands.pointer, pointer, added.pointer, spread.pointer)
  for (let band = 0; band < BAND_COUNT; band++)
    view[LEVELLED * BAND_COUNT + band] = 1 / (spread.view[2 * band] as number)
  scope.release()
}
