import { type Envelope, STEPS_PER_BLOCK, stepFrames } from '../../analysis/envelope'
import { gatePower, integratedLoudness, loudnessRange } from '../../analysis/gating'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'
import type { HopGain } from './limited-stretches'
import { LimiterSimulation } from './limiter-simulation'

/** Three seconds. */
const STEPS_PER_SHORT_TERM = 30

/** What a real pass turned down: the largest of each piece, of equal lengths and in order. */
export interface FrameReductions {
  /** dB ≥ 0 */
  readonly piecesDb: Float32Array
  readonly pieceFrames: number
  /** Of the first piece; negative by the latency of what was heard. */
  readonly startFrame: number
}

/** Less than this was the guard, or the end of a release. */
const TURNED_DOWN_DB = 0.1

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
  /** Threshold (linear, of the undriven signal) that the limiter's gains are for, and whether any is below 1. */
  private limitedAt = Number.NaN
  private limiting = false
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
    this.peak = envelope.peak.reduce((largest, value) => Math.max(largest, value), 0)
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

  /** Runs the limiter's gain computer; false where it has nothing to do. */
  private limit(driveDb: number, thresholdDbtp: number): boolean {
    const threshold = dbToAmplitude(thresholdDbtp) / dbToAmplitude(driveDb)
    if (threshold !== this.limitedAt)
      this.limiting = this.learnt
        ? this.repeat(driveDb)
        : (this.limiter?.run(threshold * this.depth) ?? false)
    this.limitedAt = threshold
    return this.limiting
  }

  /** The learnt gains, moved to this drive. */
  private repeat(driveDb: number): boolean {
    const { learnt, limiter } = this
    if (!learnt || !limiter) return false
    const { gain } = limiter
    const { hopFrames, lengthFrames } = this.envelope
    const { piecesDb, pieceFrames, startFrame } = learnt.reductions
    gain.fill(1)
    for (let piece = 0; piece < piecesDb.length; piece++) {
      const taken = piecesDb[piece] as number
      const from = Math.max(0, startFrame + piece * pieceFrames)
      const to = Math.min(lengthFrames, startFrame + (piece + 1) * pieceFrames)
      if (!(taken > TURNED_DOWN_DB) || to <= from) continue
      const value = dbToAmplitude(Math.min(0, learnt.driveDb - driveDb - taken))
      gain.fill(value, Math.round(from / hopFrames), Math.round(to / hopFrames))
    }
    return true
  }

  /**
   * Linear gain of the peak of any hop at this drive, cancelling included, 1 beyond the ends; null where no peak is over. Valid
   * until the next prediction.
   */
  gains(driveDb: number, thresholdDbtp: number): HopGain | null {
    const limited = this.limit(driveDb, thresholdDbtp)
    const { limitedAt, limiter } = this
    if (!limiter || this.peak <= limitedAt) return null
    const { peak } = this.envelope
    return (hop) =>
      hop < 0 || hop >= peak.length
        ? 1
        : Math.fround(
            Math.min(limited ? (limiter.gain[hop] ?? 1) : 1, limitedAt / (peak[hop] ?? 0)),
          )
  }

  /** Linear gain per hop of what is turned down at this drive, cancelling apart; null where nothing is. Valid as `gains` is. */
  turnedDown(driveDb: number, thresholdDbtp: number): Float32Array | null {
    return this.limit(driveDb, thresholdDbtp) && this.limiter ? this.limiter.gain : null
  }

  /** Does this frame belong to what the average reduction is taken over? */
  counts(frame: number): boolean {
    return this.counted[Math.floor(frame / this.stepLength)] === 1
  }

  private fillSteps(scale: number, held: boolean): void {
    const { steps, hopsPerStep, stepLength, limiter, limiting, limitedAt } = this
    const { energy, peak } = this.envelope
    const gain = held && limiting ? limiter?.gain : undefined
    const threshold = held && limiter ? limitedAt : Number.POSITIVE_INFINITY
    for (let step = 0; step < steps.length; step++) {
      const end = Math.round((step + 1) * hopsPerStep)
      let sum = 0
      for (let hop = Math.round(step * hopsPerStep); hop < end; hop++) {
        const g = gain ? (gain[hop] ?? 1) : 1
        const power = (energy[hop] ?? 0) * g * g
        const top = (peak[hop] ?? 0) * g
        sum += top > threshold ? (power * threshold) / top : power
      }
      steps[step] = (sum * scale) / stepLength
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
    for (const [step, power] of powers.entries())
      if (power > gate) counted.fill(1, step, step + STEPS_PER_BLOCK)
    return counted
  }
}

/** Mean powers of three seconds, one beginning at every step of 100 ms (Tech 3342). */
const shortTermPowers = (steps: Float64Array): readonly number[] => {
  const powers: number[] = []
  let sum = 0
  for (const [step, power] of steps.entries()) {
    sum += power - (steps[step - STEPS_PER_SHORT_TERM] ?? 0)
    if (step >= STEPS_PER_SHORT_TERM - 1) powers.push(Math.max(0, sum) / STEPS_PER_SHORT_TERM)
  }
  return powers
}
