import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import { cos } from '../../dsp/elementary'
import { Fft } from '../../dsp/fft'
import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import { HopEnergies } from '../hop-energies'
import { hopStart } from '../loudness-windows'

/** Rows of features a second. */
export const ROWS_PER_SECOND = 2
/** Powers a second: where something sets in. */
export const POWERS_PER_SECOND = 20
/** Bands of a row, evenly spaced in pitch. */
export const BANDS = 24
/** Of neighbouring bands; each row holds how much the loudest moment of a group stands over its mean. */
export const CREST_GROUPS = 4
export const ROW_SIZE = BANDS + CREST_GROUPS

/** What sections are told apart by: kilobytes a minute. */
export interface SectionFeatures {
  readonly durationSeconds: number
  /** ROW_SIZE values per half second: levels of the bands, then crests of the groups, dB; levels at least −100. */
  readonly rows: Float32Array
  /** Mean K-weighted power of each 50 ms. */
  readonly powers: Float32Array
}

const LOWEST_HZ = 60
const HIGHEST_HZ = 16_000
const FLOOR_DB = -100
/** A window is the power of two that is nearest to this. */
const WINDOW_SECONDS = 0.085
/** Of the loudness hops of 10 ms. */
const HOPS_PER_POWER = 5

/** Measures mono or stereo audio once through, block by block. */
export const measureSectionFeatures = async (
  reader: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<SectionFeatures> => {
  const { sampleRate, lengthFrames } = reader
  const scope = kernels.scope()
  try {
    const meter = new RowMeter(kernels, scope, reader)
    const { size } = meter
    for (let start = 0; start < lengthFrames; start += size) {
      meter.measure(start)
      job.report(Math.min(1, (start + size) / lengthFrames))
      const pause = job.checkpoint()
      if (pause) await pause
    }
    const { rows, powers } = meter
    return { durationSeconds: lengthFrames / sampleRate, rows, powers }
  } finally {
    scope.release()
  }
}

class RowMeter {
  readonly size: number
  readonly rows: Float32Array
  readonly powers: Float32Array
  private readonly kernels: Kernels
  private readonly reader: PcmReader
  private readonly fft: Fft
  private readonly audio: readonly Region<Float32Array>[]
  private readonly window: Region<Float32Array>
  private readonly re: Region<Float32Array>
  private readonly im: Region<Float32Array>
  private readonly sum: Region<Float64Array>
  private readonly energies: HopEnergies
  /** First bin of each band, and the end. */
  private readonly edges: readonly number[]
  private readonly scale: number
  /** Of the row in the making. */
  private row = 0
  private windows = 0
  private readonly means = new Float64Array(BANDS)
  private readonly maxima = new Float64Array(CREST_GROUPS)

  constructor(kernels: Kernels, scope: KernelScope, reader: PcmReader) {
    const { sampleRate, channelCount, lengthFrames } = reader
    this.kernels = kernels
    this.reader = reader
    this.size = Math.max(64, 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate)))
    const { size } = this
    const seconds = lengthFrames / sampleRate
    this.rows = new Float32Array(Math.ceil(seconds * ROWS_PER_SECOND) * ROW_SIZE).fill(FLOOR_DB)
    this.powers = new Float32Array(Math.ceil(seconds * POWERS_PER_SECOND))
    this.fft = new Fft(kernels, scope, size)
    this.audio = Array.from({ length: Math.min(2, channelCount) }, () => scope.f32(size))
    this.window = scope.f32(size)
    for (let n = 0; n < size; n++) this.window.view[n] = 0.5 - 0.5 * cos((2 * Math.PI * n) / size)
    const energy = this.window.view.reduce((total, value) => total + value * value, 0)
    this.scale = 1 / (size * energy * channelCount)
    this.re = scope.f32(size)
    this.im = scope.f32(size)
    this.sum = scope.f64(size)
    this.energies = new HopEnergies(kernels, scope, sampleRate, this.audio.length)
    const top = Math.min(HIGHEST_HZ, 0.45 * sampleRate)
    this.edges = Array.from({ length: BANDS + 1 }, (_, band) =>
      Math.round(((LOWEST_HZ * (top / LOWEST_HZ) ** (band / BANDS)) / sampleRate) * size),
    )
  }

  /** The window that starts at this frame; in order. */
  measure(start: number): void {
    const { reader, audio, size, energies } = this
    const { sampleRate } = reader
    const views = audio.map(({ view }) => view)
    const read = reader.read(start, views, size)
    for (const view of views) view.fill(0, read)
    const pointers = audio.map(({ pointer }) => pointer)
    energies.process(pointers, read, (energy, hop) => {
      const frames = hopStart(hop + 1, sampleRate) - hopStart(hop, sampleRate)
      const at = Math.floor(hop / HOPS_PER_POWER)
      if (at < this.powers.length)
        this.powers[at] = (this.powers[at] ?? 0) + energy / frames / HOPS_PER_POWER
    })
    const row = Math.floor(((start + read / 2) / sampleRate) * ROWS_PER_SECOND)
    if (row !== this.row) this.begin(row)
    this.transform(pointers)
    this.addBands()
    this.write()
  }

  private begin(row: number): void {
    this.row = row
    this.windows = 0
    this.means.fill(0)
    this.maxima.fill(0)
  }

  /** Left and right go through one transform: the sum of their powers is all that is asked for. */
  private transform([left = 0, right]: readonly number[]): void {
    const { window, re, im, sum, size, fft } = this
    const { call } = this.kernels
    call.windowed(left, window.pointer, re.pointer, size)
    if (right === undefined) im.view.fill(0)
    else call.windowed(right, window.pointer, im.pointer, size)
    fft.forward(re, im)
    sum.view.fill(0)
    call.addPowers(re.pointer, im.pointer, sum.pointer, size)
  }

  private addBands(): void {
    const { edges, sum, size, scale, means, maxima } = this
    const groups = new Float64Array(CREST_GROUPS)
    for (let band = 0; band < BANDS; band++) {
      const from = edges[band] ?? 0
      const to = Math.max(from + 1, edges[band + 1] ?? 0)
      let power = 0
      for (let bin = from; bin < to; bin++)
        power += (sum.view[bin] ?? 0) + (bin > 0 ? (sum.view[size - bin] ?? 0) : 0)
      means[band] = (means[band] ?? 0) + power * scale
      const group = groupOf(band)
      groups[group] = (groups[group] ?? 0) + power * scale
    }
    this.windows++
    for (const [group, power] of groups.entries())
      maxima[group] = Math.max(maxima[group] ?? 0, power)
  }

  private write(): void {
    const { row, rows, windows, means, maxima } = this
    const at = row * ROW_SIZE
    if (at + ROW_SIZE > rows.length) return
    const groups = new Float64Array(CREST_GROUPS)
    for (const [band, sum] of means.entries()) {
      rows[at + band] = levelDb(sum / windows)
      groups[groupOf(band)] = (groups[groupOf(band)] ?? 0) + sum / windows
    }
    for (const [group, mean] of groups.entries())
      rows[at + BANDS + group] = levelDb(maxima[group] ?? 0) - levelDb(mean)
  }
}

const groupOf = (band: number): number => Math.floor((band * CREST_GROUPS) / BANDS)

const levelDb = (power: number): number => Math.max(FLOOR_DB, 10 * Math.log10(power))
