import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import type { ChannelMeasures, Detection } from './averages'
import { bandwidthsOf } from './bandwidth'
import { BAND_COUNT } from './ear'
import { type EarTables, earTables } from './ear-tables'
import type { FrameSpectra, PairedSpectra } from './frame-spectra'
import { HarmonicStructure } from './harmonic-structure'

/** 1.5 dB over the mask is distorted. */
const DISTORTED = 10 ** 0.15
const STATE_PLANES = 6
const WORK_PLANES = 4
/** Pairs that a frame is told in: noise to mask, its largest, two differences of modulation, their weight, the loudness of noise. */
const MEASURES = 6
/** Of these, what `compareHeard` tells. */
const OF_EARS = 2

/** What one frame gives. */
export interface Frame {
  readonly channels: readonly ChannelMeasures[]
  readonly detection: Detection
}

/** One signal of a frame: its spectra, and what the ears made of it. */
export interface HeardFrame {
  readonly spectra: PairedSpectra
  readonly heard: Region<Float64Array>
}

/** Original and altered signal compared, frame by frame. Memory belongs to `scope`. */
export class FrameComparison {
  private readonly kernels: Kernels
  private readonly channelCount: number
  private readonly bins: { readonly binHz: number; readonly binCount: number }
  private readonly tables: EarTables
  private readonly harmonics: HarmonicStructure
  private readonly state
  private readonly work
  private readonly noise
  private readonly measures
  private readonly detected

  constructor(
    kernels: Kernels,
    scope: KernelScope,
    { sampleRate, channelCount, binCount, binHz }: FrameSpectra,
  ) {
    this.kernels = kernels
    this.channelCount = channelCount
    this.bins = { binHz, binCount }
    this.tables = earTables(kernels, scope, sampleRate)
    this.harmonics = new HarmonicStructure(kernels, scope)
    this.state = scope.f64(2 * STATE_PLANES * BAND_COUNT)
    this.work = scope.f64(2 * WORK_PLANES * BAND_COUNT)
    this.noise = scope.f64(2 * (binCount + BAND_COUNT))
    this.measures = scope.f64(2 * MEASURES)
    this.detected = scope.f64(2)
  }

  /** `hasSound`: enough for the structure of an error to mean something. */
  compare(original: HeardFrame, altered: HeardFrame, hasSound: boolean): Frame {
    this.measure(original, altered)
    const structure = hasSound
      ? this.harmonics.measure(original.spectra.weighted, altered.spectra.weighted)
      : null
    const channels = Array.from({ length: this.channelCount }, (_, channel) => {
      const of = (pair: number): number => this.measures.view[2 * pair + channel] as number
      const { plain } = original.spectra
      const bandwidths = bandwidthsOf(plain.view, altered.spectra.plain.view, channel, this.bins)
      return {
        noiseToMask: of(0),
        distorted: of(1) > DISTORTED,
        modulationDifference1: (100 / BAND_COUNT) * of(2),
        modulationDifference2: (100 / BAND_COUNT) * of(3),
        modulationWeight: of(4),
        noiseLoudness: of(5),
        bandwidthOriginal: bandwidths.original,
        bandwidthAltered: bandwidths.altered,
        harmonicStructure: structure?.[channel] ?? null,
      }
    })
    const [probability = 0, stepsAboveThreshold = 0] = this.detected.view
    return { channels, detection: { probability, stepsAboveThreshold } }
  }

  private measure(original: HeardFrame, altered: HeardFrame): void {
    const { tables, state, work, noise, measures, detected } = this
    const { call } = this.kernels
    const [before, after] = [original.heard.pointer, altered.heard.pointer]
    call.noiseToMask(
      original.spectra.weighted.pointer,
      altered.spectra.weighted.pointer,
      this.bins.binCount,
      tables.edges.pointer,
      tables.shares.pointer,
      tables.tables.pointer,
      before,
      noise.pointer,
      measures.pointer,
    )
    const ofEars = measures.pointer + OF_EARS * 2 * Float64Array.BYTES_PER_ELEMENT
    call.compareHeard(before, after, tables.tables.pointer, state.pointer, work.pointer, ofEars)
    call.detectFrame(before, after, detected.pointer)
  }
}
