import { integratedLoudness, loudnessOf, loudnessRange } from './gating'
import type { Loudness } from './measurements'

/** Hops per second: 10 ms, since a 100 ms hop misses maxima by up to 0.46 LU (sources: loudness range). */
export const HOPS_PER_SECOND = 100
/** Hops per value of the series, and between gating blocks: 100 ms. */
const SERIES_HOPS = 10
const MOMENTARY_HOPS = 40
const SHORT_TERM_HOPS = 300

/**
 * First frame of hop k. Rounded, not accumulated, so that at any rate a window of 400 ms has the nearest
 * whole number of frames, also where 10 ms has not (22.05 kHz: 220.5).
 */
export const hopStart = (hop: number, sampleRate: number): number =>
  Math.round((hop * sampleRate) / HOPS_PER_SECOND)

/** The hop that a frame lies in. */
export const hopAt = (frame: number, sampleRate: number): number => {
  // Hops begin up to half a frame early.
  let hop = Math.floor((frame * HOPS_PER_SECOND) / sampleRate)
  while (hopStart(hop + 1, sampleRate) <= frame) hop++
  while (hop > 0 && hopStart(hop, sampleRate) > frame) hop--
  return hop
}

/**
 * Momentary and short-term windows, their maxima, series and gating over a stream of hop energies.
 * `push` one energy (weighted sum of K-weighted squares) per finished hop.
 */
export class LoudnessWindows {
  private readonly sampleRate: number
  /** Of the last hops, each held twice, a round apart: from any of them on, a whole round lies in a row. */
  private readonly hops = new Float64Array(2 * SERIES_HOPS)
  /** Energy of the 100 ms up to each of the last hops, likewise. */
  private readonly tens = new Float64Array(2 * SHORT_TERM_HOPS)
  private count = 0
  private momentary = 0
  private shortTerm = 0
  private maximumMomentary = 0
  private maximumShortTerm = 0
  private readonly momentarySeries: number[] = []
  private readonly shortTermSeries: number[] = []
  private readonly rangeSeries: number[] = []

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate
  }

  /** Mean power of the last 400 ms; before that many have passed, silence counts. */
  get momentaryPower(): number {
    return this.momentary
  }

  /** Mean power of the last 3 s, likewise. */
  get shortTermPower(): number {
    return this.shortTerm
  }

  /** Hops pushed. */
  get hopCount(): number {
    return this.count
  }

  /** Takes the energy of the next hop. */
  push(energy: number): void {
    this.slide(energy)
    if (this.count >= MOMENTARY_HOPS && this.momentary > this.maximumMomentary)
      this.maximumMomentary = this.momentary
    if (this.count >= SHORT_TERM_HOPS && this.shortTerm > this.maximumShortTerm)
      this.maximumShortTerm = this.shortTerm
    if (this.count % SERIES_HOPS !== 0) return
    this.momentarySeries.push(this.momentary)
    this.shortTermSeries.push(this.shortTerm)
    if (this.count >= SHORT_TERM_HOPS) this.rangeSeries.push(this.shortTerm)
  }

  /** Takes the energy of a hop of the silence that Tech 3342 appends: it counts for the range alone. */
  pushPadding(energy: number): void {
    this.slide(energy)
    if (this.count % SERIES_HOPS === 0 && this.count >= SHORT_TERM_HOPS)
      this.rangeSeries.push(this.shortTerm)
  }

  /** `audioHops`: whole hops before the padding. */
  summary(audioHops: number): Loudness {
    const hasShortTerm = audioHops >= SHORT_TERM_HOPS
    return {
      integratedLufs: integratedLoudness(
        this.momentarySeries.slice(MOMENTARY_HOPS / SERIES_HOPS - 1),
      ),
      maximumMomentaryLufs: audioHops >= MOMENTARY_HOPS ? loudnessOf(this.maximumMomentary) : null,
      maximumShortTermLufs: hasShortTerm ? loudnessOf(this.maximumShortTerm) : null,
      loudnessRangeLu: hasShortTerm ? loudnessRange(this.rangeSeries) : null,
      seriesHopSeconds: SERIES_HOPS / HOPS_PER_SECOND,
      momentaryLufs: Float32Array.from(this.momentarySeries, loudnessOf),
      shortTermLufs: Float32Array.from(this.shortTermSeries, loudnessOf),
    }
  }

  private slide(energy: number): void {
    const { hops, tens } = this
    const hop = ++this.count
    const at = hop % SERIES_HOPS
    hops[at] = energy
    hops[at + SERIES_HOPS] = energy
    // Summed afresh, oldest to newest: running sums would drift, and leave a residue in silence.
    let ten = 0
    for (let k = 1; k <= SERIES_HOPS; k++) ten += hops[at + k] ?? 0
    tens[hop % SHORT_TERM_HOPS] = ten
    tens[(hop % SHORT_TERM_HOPS) + SHORT_TERM_HOPS] = ten
    this.momentary = this.energyOf(MOMENTARY_HOPS) / this.framesOf(MOMENTARY_HOPS)
    this.shortTerm = this.energyOf(SHORT_TERM_HOPS) / this.framesOf(SHORT_TERM_HOPS)
  }

  private energyOf(hops: number): number {
    const { tens } = this
    const newest = (this.count % SHORT_TERM_HOPS) + SHORT_TERM_HOPS
    let energy = 0
    for (let at = newest - hops + SERIES_HOPS; at <= newest; at += SERIES_HOPS)
      energy += tens[at] ?? 0
    return energy
  }

  private framesOf(hops: number): number {
    return hopStart(this.count, this.sampleRate) - hopStart(this.count - hops, this.sampleRate)
  }
}
