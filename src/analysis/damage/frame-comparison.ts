import type { KernelScope, Kernels, Region } from '../../dsp/kernels'
import type { ChannelMeasures, Detection } from './averages'
import { BAND_COUNT } from './ear'
import type { EarTables } from './ear-tables'
import { MOMENT, PLANE } from './moments'

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

/** What the ears made of both signals of a frame: four planes each. */
export interface HeardFrame {
  readonly original: Region<Float64Array>
  readonly altered: Region<Float64Array>
}

/** Original and altered signal compared, frame by frame. Memory belongs to `scope`. */
export class FrameComparison {
  private readonly kernels: Kernels
  private readonly channelCount: number
  private readonly tables: EarTables
  private readonly noise
  private readonly state
  private readonly work
  private readonly measures
  private readonly detected

  constructor(kernels: Kernels, scope: KernelScope, tables: EarTables, channelCount: number) {
    this.kernels = kernels
    this.channelCount = channelCount
    this.tables = tables
    this.noise = scope.f64(PLANE)
    this.state = scope.f64(STATE_PLANES * PLANE)
    this.work = scope.f64(WORK_PLANES * PLANE)
    this.measures = scope.f64(2 * MEASURES)
    this.detected = scope.f64(2)
  }

  /** `moment`: MOMENT_VALUES. `hasSound`: enough for the structure of an error to mean something. */
  compare(moment: Float64Array, heard: HeardFrame, hasSound: boolean): Frame {
    this.measure(moment, heard)
    const value = (at: number): number => moment[at] as number
    const channels = Array.from({ length: this.channelCount }, (_, channel) => {
      const of = (pair: number): number => this.measures.view[2 * pair + channel] as number
      return {
        noiseToMask: of(0),
        distorted: of(1) > DISTORTED,
        modulationDifference1: (100 / BAND_COUNT) * of(2),
        modulationDifference2: (100 / BAND_COUNT) * of(3),
        modulationWeight: of(4),
        noiseLoudness: of(5),
        bandwidthOriginal: value(MOMENT.bandwidths + 2 * channel),
        bandwidthAltered: value(MOMENT.bandwidths + 2 * channel + 1),
        harmonicStructure: hasSound ? value(MOMENT.structure + channel) : null,
      }
    })
    const [probability = 0, stepsAboveThreshold = 0] = this.detected.view
    return { channels, detection: { probability, stepsAboveThreshold } }
  }

  private measure(moment: Float64Array, { original, altered }: HeardFrame): void {
    const { tables, noise, state, work, measures, detected } = this
    const { call } = this.kernels
    const [before, after] = [original.pointer, altered.pointer]
    noise.view.set(moment.subarray(MOMENT.noise, MOMENT.noise + PLANE))
    call.noiseToMask(noise.pointer, tables.tables.pointer, before, measures.pointer)
    const ofEars = measures.pointer + OF_EARS * 2 * Float64Array.BYTES_PER_ELEMENT
    call.compareHeard(before, after, tables.tables.pointer, state.pointer, work.pointer, ofEars)
    call.detectFrame(before, after, detected.pointer)
  }
}
