import {
  type Envelope,
  type EnvelopePage,
  largestPeak,
  pageAt,
  STEPS_PER_BLOCK,
  stepFrames,
} from '../../analysis/envelope'
import { gatePower, integratedLoudness, loudnessRange } from '../../analysis/gating'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'
import { type GainPages, type HopGain, hopGains } from './hop-gains'
import { LimiterSimulation } from './limiter-simulation'
import { type FrameReductions, RepeatedGains } from './repeated-gains'

/** Three seconds. */
const STEPS_PER_SHORT_TERM = 30

/**
 * Predicts a landing from an envelope, in milliseconds for minutes of audio: peaks deeper than an allowed depth are turned down as
 * the limiter does; what is left over the threshold is cancelled, and takes of a hop's power what it takes of its peak
 * (between a pulse, which loses twice that, and a bed under a needle, which loses nothing).
 */
export class LoudnessModel {
  /** Linear true peak of the whole signal, before any drive. */
  readonly peak: number
  /**
   * 1 where a gating step belongs to a block above the relative gate of the un-limited signal.
   * "Average reduction" is the mean over these steps, so that pauses do not flatter it.
   */
  private readonly counted: Uint8Array
  /** LUFS before any drive or limiting; −Infinity when silent, null below 400 ms. */
  readonly unlimitedLufs: number | null
  private readonly unlimitedRangeLu: number | null
  /** Not whole where 1 ms does not divide the step. */
  private readonly hopsPerStep: number
  private readonly envelope: Envelope
  private readonly limiter: LimiterSimulation | null
  private readonly steps: Float64Array
  private readonly powers: Float64Array
  private readonly stepLength: number
  private readonly loudnesses = new Map<string, number | null>()
  /** Threshold (linear, of the undriven signal) that the gains are for. */
  private limitedAt = Number.NaN
  /** What is turned down; null where nothing is. */
  private gainPages: GainPages | null = null
  private depth = 1
  private learnt: { readonly driveDb: number; readonly reductions: FrameReductions } | null = null

  /** What the landing part is given. */
  get before(): { readonly crestLu: number; readonly rangeLu: number | null } {
    return {
      crestLu: amplitudeToDb(this.peak) - (this.unlimitedLufs ?? 0),
      rangeLu: this.unlimitedRangeLu,
    }
  }

  /** `params` null: no limiter, only gain. */
  constructor(envelope: Envelope, params: LimiterParams | null) {
    this.envelope = envelope
    this.limiter = params && new LimiterSimulation(envelope, params)
    this.peak = largestPeak(envelope.pages)
    this.stepLength = stepFrames(envelope.sampleRate)
    this.hopsPerStep = this.stepLength / envelope.hopFrames
    this.steps = new Float64Array(Math.floor(envelope.lengthFrames / this.stepLength))
    this.powers = new Float64Array(Math.max(0, this.steps.length - STEPS_PER_BLOCK + 1))
    this.counted = this.countedSteps()
    this.unlimitedLufs = integratedLoudness(this.powers)
    this.unlimitedRangeLu = loudnessRange(shortTermPowers(this.steps))
  }

  /** How far, in dB, peaks may stand over the threshold before they are turned down; what then is over is cancelled. */
  allowDepth(depthDb: number): void {
    const depth = dbToAmplitude(depthDb)
    if (depth === this.depth) return
    this.depth = depth
    this.learnt = null
    this.forget()
  }

  /**
   * Takes the place of the simulation from now on: where a pass at this drive turned something down, every further dB of drive is
   * turned down as well; elsewhere nothing is.
   */
  learnReductions(driveDb: number, reductions: FrameReductions): void {
    this.learnt = { driveDb, reductions }
    this.forget()
  }

  private forget(): void {
    this.limitedAt = Number.NaN
    this.loudnesses.clear()
  }

  /** LUFS at this drive, limited to `thresholdDbtp`; −Infinity when silent, null below 400 ms. */
  integratedLufs(driveDb: number, thresholdDbtp: number): number | null {
    const key = `${driveDb} ${thresholdDbtp}`
    const before = this.loudnesses.get(key)
    if (before !== undefined) return before
    this.limit(driveDb, thresholdDbtp)
    this.fillSteps(dbToAmplitude(driveDb) ** 2, true)
    const found = integratedLoudness(this.blockPowers())
    this.loudnesses.set(key, found)
    return found
  }

  /** Sets what is turned down at this drive. */
  private limit(driveDb: number, thresholdDbtp: number): void {
    const threshold = dbToAmplitude(thresholdDbtp) / dbToAmplitude(driveDb)
    if (threshold === this.limitedAt) return
    this.limitedAt = threshold
    this.gainPages = this.gainsFor(driveDb, threshold * this.depth)
  }

  private gainsFor(driveDb: number, threshold: number): GainPages | null {
    const { learnt, limiter, envelope } = this
    if (!limiter) return null
    if (learnt) return new RepeatedGains(envelope, learnt.reductions, driveDb - learnt.driveDb)
    if (this.peak <= threshold) return null
    limiter.limitTo(threshold)
    return limiter
  }

  /**
   * Linear gain of the peak of any hop at this drive, cancelling included, 1 beyond the ends; null where no peak is over. Valid
   * until the next prediction.
   */
  gains(driveDb: number, thresholdDbtp: number): HopGain | null {
    this.limit(driveDb, thresholdDbtp)
    const { limitedAt, limiter, envelope } = this
    if (!limiter || this.peak <= limitedAt) return null
    const { pages } = envelope
    const turnedDown = this.turnedDown(driveDb, thresholdDbtp)
    let index = 0
    return (hop) => {
      const found = pageAt(pages, hop, index)
      if (found < 0) return 1
      index = found
      const { peak, firstHop } = pages[found] as EnvelopePage
      const cancelled = limitedAt / (peak[hop - firstHop] as number)
      return Math.fround(Math.min(turnedDown?.(hop) ?? 1, cancelled))
    }
  }

  /** Linear gain of any hop of what is turned down at this drive, cancelling apart; null where nothing is. Valid as `gains` is. */
  turnedDown(driveDb: number, thresholdDbtp: number): HopGain | null {
    this.limit(driveDb, thresholdDbtp)
    return this.gainPages && hopGains(this.envelope.pages, this.gainPages)
  }

  /** Does this frame belong to what the average reduction is taken over? */
  counts(frame: number): boolean {
    return this.counted[Math.floor(frame / this.stepLength)] === 1
  }

  private fillSteps(scale: number, held: boolean): void {
    const { steps, hopsPerStep, stepLength, limiter, limitedAt } = this
    const { pages } = this.envelope
    const gains = held ? this.gainPages : null
    const threshold = held && limiter ? limitedAt : Number.POSITIVE_INFINITY
    let step = 0
    let stepEnd = Math.round(hopsPerStep)
    let sum = 0
    for (const [index, page] of pages.entries()) {
      const gain = gains?.page(index) ?? null
      const end = page.firstHop + page.energy.length
      for (let hop = page.firstHop; hop < end && step < steps.length; ) {
        const stop = Math.min(end, stepEnd)
        sum = sumOfPowers(page, gain, threshold, sum, hop, stop)
        hop = stop
        if (hop < stepEnd) break
        steps[step] = (sum * scale) / stepLength
        sum = 0
        step++
        stepEnd = Math.round((step + 1) * hopsPerStep)
      }
    }
  }

  /** Powers of the 400 ms blocks: four steps each, one beginning at every step. Reused by every call. */
  private blockPowers(): Float64Array {
    const { steps, powers } = this
    for (let first = 0; first < powers.length; first++) {
      let sum = 0
      for (let step = first; step < first + STEPS_PER_BLOCK; step++) sum += steps[step] ?? 0
      powers[first] = sum / STEPS_PER_BLOCK
    }
    return powers
  }

  private countedSteps(): Uint8Array {
    this.fillSteps(1, false)
    const { steps } = this
    const counted = new Uint8Array(steps.length)
    const powers = this.blockPowers()
    const gate = gatePower(powers)
    for (let step = 0; step < powers.length; step++)
      if ((powers[step] as number) > gate) counted.fill(1, step, step + STEPS_PER_BLOCK)
    return counted
  }
}

/** `sum`, and the powers of hops `from` … `to` − 1 of a page, what is over the threshold after its gain cancelled. */
const sumOfPowers = (
  { energy, peak, firstHop }: EnvelopePage,
  gain: Float32Array | null,
  threshold: number,
  before: number,
  from: number,
  to: number,
): number => {
  let sum = before
  for (let at = from - firstHop; at < to - firstHop; at++) {
    const g = gain ? (gain[at] as number) : 1
    const power = (energy[at] as number) * g * g
    const top = (peak[at] as number) * g
    sum += top > threshold ? (power * threshold) / top : power
  }
  return sum
}

/** Mean powers of three seconds, one beginning at every step of 100 ms (Tech 3342). */
const shortTermPowers = (steps: Float64Array): readonly number[] => {
  const powers: number[] = []
  let sum = 0
  for (let step = 0; step < steps.length; step++) {
    sum += (steps[step] as number) - (steps[step - STEPS_PER_SHORT_TERM] ?? 0)
    if (step >= STEPS_PER_SHORT_TERM - 1) powers.push(Math.max(0, sum) / STEPS_PER_SHORT_TERM)
  }
  return powers
}
