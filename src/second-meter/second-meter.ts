import type { PcmSink } from '../core/pcm-store'
import { PeakBetweenSamples } from './between-samples'
import { ABSOLUTE_LUFS, integrated, lufsOf, range, relativeGate } from './gates'
import { LowBand } from './low-band'
import { SampleCounter, type SampleFacts } from './sample-facts'
import { KFilter } from './weighting'

/** What the second meter read. */
export interface SecondReading {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  /** LUFS; null below 400 ms, −Infinity when silent. */
  readonly integratedLufs: number | null
  readonly maximumMomentaryLufs: number | null
  /** null below 3 s. */
  readonly maximumShortTermLufs: number | null
  readonly loudnessRangeLu: number | null
  readonly truePeakDbtp: number
  readonly samplePeakDbfs: number
  /** Of each channel. */
  readonly truePeaksDbtp: readonly number[]
  /** Where the loudest windows begin, s; null where there is none. */
  readonly maximumMomentaryAtSeconds: number | null
  readonly maximumShortTermAtSeconds: number | null
  /** The relative gate of BS.1770-5, LUFS; null where nothing is above the absolute one. */
  readonly gateLufs: number | null
  /**
   * The least that the true peak of 3 s stands above their short-term loudness, LU (PSR), over windows every 100 ms that are not
   * silent; null where there is none.
   */
  readonly minimumPeakToShortTermLu: number | null
  /** Of what lies below LOW_BAND_HZ, −1 to 1; null in mono, and where a channel is silent there. */
  readonly lowBandCorrelation: number | null
  readonly samples: SampleFacts
}

/** Of a channel that is not there. */
const SILENT = new Float32Array(0)

const BINS_PER_SECOND = 100
const MOMENTARY_BINS = 40
const SHORT_TERM_BINS = 300
/** Blocks of the gates begin every 100 ms. */
const GATE_BINS = 10
/** Peaks are held for each of the blocks that the gates begin. */
const STRETCHES_PER_SECOND = BINS_PER_SECOND / GATE_BINS
/** Silence that EBU Tech 3342 puts behind a programme before its range is read. */
const RANGE_TAIL_BINS = 150

/**
 * A loudness meter of its own, written from ITU-R BS.1770-5 and EBU Tech 3341 and 3342 in plain float64, that shares no code with
 * the engine's: two that agree are worth more than one. A store that keeps nothing but 8 bytes for each 10 ms;
 * mono or stereo. `append` all of a track, then `finish` once.
 */
export class SecondMeter implements PcmSink {
  readonly sampleRate: number
  readonly channelCount: number
  lengthFrames = 0
  private readonly filters: readonly KFilter[]
  private readonly peaks: readonly PeakBetweenSamples[]
  /** Mean squares of whole spans of 10 ms, all channels. */
  private readonly bins: number[] = []
  private energy = 0
  private binStart = 0
  private readonly counter: SampleCounter
  private readonly lowBand: LowBand

  constructor(sampleRate: number, channelCount: number) {
    this.sampleRate = sampleRate
    this.channelCount = channelCount
    this.filters = Array.from({ length: channelCount }, () => new KFilter(sampleRate))
    this.counter = new SampleCounter(channelCount)
    this.lowBand = new LowBand(sampleRate, channelCount)
    this.peaks = Array.from(
      { length: channelCount },
      () => new PeakBetweenSamples(sampleRate, STRETCHES_PER_SECOND),
    )
  }

  append(block: readonly Float32Array[], frames: number): void {
    for (let from = 0; from < frames; ) {
      const binEnd = this.endOfBin()
      const until = Math.min(frames, from + binEnd - this.lengthFrames)
      for (const [channel, filter] of this.filters.entries())
        this.energy = filter.addEnergy(block[channel] ?? SILENT, from, until, this.energy)
      this.lengthFrames += until - from
      from = until
      if (this.lengthFrames === binEnd) this.closeBin()
    }
    for (const [channel, plane] of block.entries()) this.peaks[channel]?.push(plane, frames)
    this.counter.push(block, frames)
    this.lowBand.push(block, frames)
  }

  finish(): SecondReading {
    const { sampleRate, channelCount, lengthFrames, bins } = this
    const windows = (length: number, hop: number, powers: readonly number[] = bins): number[] =>
      means(powers, length, hop)
    const momentary = windows(MOMENTARY_BINS, 1)
    const shortTerm = windows(SHORT_TERM_BINS, 1)
    const tail = [...bins, ...new Array<number>(RANGE_TAIL_BINS).fill(0)]
    const gating = windows(MOMENTARY_BINS, GATE_BINS)
    const peaks = this.peaks.map((peak) => peak.finish())
    const truePeaksDbtp = peaks.map((stretches) => 20 * Math.log10(largestOf(stretches)))
    const samples = this.counter.facts()
    return {
      sampleRate,
      channelCount,
      lengthFrames,
      integratedLufs: momentary.length > 0 ? integrated(gating) : null,
      maximumMomentaryLufs: momentary.length > 0 ? lufsOf(largestOf(momentary)) : null,
      maximumShortTermLufs: shortTerm.length > 0 ? lufsOf(largestOf(shortTerm)) : null,
      loudnessRangeLu:
        shortTerm.length > 0 ? range(windows(SHORT_TERM_BINS, GATE_BINS, tail)) : null,
      truePeakDbtp: highestOf(truePeaksDbtp),
      samplePeakDbfs: highestOf(samples.channels.map(({ samplePeakDbfs }) => samplePeakDbfs)),
      truePeaksDbtp,
      maximumMomentaryAtSeconds: placeOf(momentary),
      maximumShortTermAtSeconds: placeOf(shortTerm),
      gateLufs: relativeGate(gating),
      minimumPeakToShortTermLu: leastPeakToShortTerm(peaks, windows(SHORT_TERM_BINS, GATE_BINS)),
      lowBandCorrelation: this.lowBand.correlation(),
      samples,
    }
  }

  private endOfBin(): number {
    return Math.round(((this.bins.length + 1) * this.sampleRate) / BINS_PER_SECOND)
  }

  private closeBin(): void {
    this.bins.push(this.energy / (this.lengthFrames - this.binStart))
    this.energy = 0
    this.binStart = this.lengthFrames
  }
}

/** Means of `length` neighbours, each beginning `hop` after the last. */
const means = (values: readonly number[], length: number, hop: number): number[] => {
  const found: number[] = []
  for (let start = 0; start + length <= values.length; start += hop) {
    let sum = 0
    for (let i = start; i < start + length; i++) sum += values[i] ?? 0
    found.push(sum / length)
  }
  return found
}

/** Of peaks of 100 ms (linear, by channel) and mean squares of 3 s, both every 100 ms. */
const leastPeakToShortTerm = (
  peaks: readonly (readonly number[])[],
  powers: readonly number[],
): number | null => {
  const found = powers.flatMap((power, k) => {
    const shortTermLufs = lufsOf(power)
    if (!(shortTermLufs > ABSOLUTE_LUFS)) return []
    const within = peaks.map((list) => largestOf(list.slice(k, k + SHORT_TERM_BINS / GATE_BINS)))
    return [20 * Math.log10(largestOf(within)) - shortTermLufs]
  })
  return found.length === 0 ? null : Math.min(...found)
}

/** Where the first of the largest of windows that begin every 10 ms does, s; null where all are silent. */
const placeOf = (powers: readonly number[]): number | null => {
  const largest = largestOf(powers)
  return largest > 0 ? powers.indexOf(largest) / BINS_PER_SECOND : null
}

const highestOf = (levels: readonly number[]): number =>
  levels.reduce((highest, level) => Math.max(highest, level), Number.NEGATIVE_INFINITY)

const largestOf = (values: readonly number[]): number =>
  values.reduce((largest, value) => Math.max(largest, value), 0)
