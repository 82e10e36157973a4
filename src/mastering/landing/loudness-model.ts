import { type Envelope, STEPS_PER_BLOCK, stepFrames } from '../../analysis/envelope'
import { gatePower, integratedLoudness } from '../../analysis/gating'
import { amplitudeToDb, dbToAmplitude } from '../../core/decibels'
import type { LimiterParams } from '../../dsp/dynamics/limiter'
import { LimiterSimulation } from './limiter-simulation'

/** Far from where a product of gains would lose digits. */
const SMALLEST_PRODUCT = 1e-100

/** What a drive would give. */
export interface Prediction {
  /** LUFS; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** dB ≥ 0 */
  readonly maximumReductionDb: number
  /** dB ≥ 0, over the hops that count for the loudness. */
  readonly averageReductionDb: number
}

/** Predicts a landing from an envelope, in milliseconds for minutes of audio. */
export class LoudnessModel {
  /** Linear true peak of the whole signal, before any drive. */
  readonly peak: number
  /**
   * 1 where a gating step belongs to a block above the relative gate of the un-limited signal.
   * "Average reduction" is the mean over these steps, so that pauses do not flatter it.
   */
  private readonly counted: Uint8Array
  /** Not whole where 1 ms does not divide the step. */
  private readonly hopsPerStep: number
  private readonly envelope: Envelope
  private readonly limiter: LimiterSimulation | null
  private readonly steps: Float64Array
  private readonly powers: Float64Array
  private readonly stepLength: number
  private readonly predictions = new Map<string, Prediction>()
  private readonly loudnesses = new Map<string, number | null>()
  /** Threshold (linear, of the undriven signal) that the limiter's gains are for, and whether any is below 1. */
  private limitedAt = Number.NaN
  private limiting = false

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
  }

  /** Loudness and reductions at this drive, limited to `thresholdDbtp`. */
  predict(driveDb: number, thresholdDbtp: number): Prediction {
    return this.once(this.predictions, driveDb, thresholdDbtp, () => {
      const integratedLufs = this.integratedLufs(driveDb, thresholdDbtp)
      if (!this.limit(driveDb, thresholdDbtp))
        return { integratedLufs, maximumReductionDb: 0, averageReductionDb: 0 }
      const over = amplitudeToDb(this.peak) + driveDb - thresholdDbtp
      return {
        integratedLufs,
        maximumReductionDb: Math.max(0, over),
        averageReductionDb: this.averageReductionDb(),
      }
    })
  }

  /** LUFS at this drive, limited to `thresholdDbtp`; −Infinity when silent, null below 400 ms. */
  integratedLufs(driveDb: number, thresholdDbtp: number): number | null {
    return this.once(this.loudnesses, driveDb, thresholdDbtp, () => {
      const limited = this.limit(driveDb, thresholdDbtp)
      this.fillSteps(dbToAmplitude(driveDb) ** 2, limited)
      return integratedLoudness(this.blockPowers())
    })
  }

  /** Runs the limiter's gain computer; false where it has nothing to do. */
  private limit(driveDb: number, thresholdDbtp: number): boolean {
    const threshold = dbToAmplitude(thresholdDbtp) / dbToAmplitude(driveDb)
    if (threshold !== this.limitedAt) this.limiting = this.limiter?.run(threshold) ?? false
    this.limitedAt = threshold
    return this.limiting
  }

  /** Solvers ask for the same drives again and again. */
  private once<T>(known: Map<string, T>, drive: number, threshold: number, find: () => T): T {
    const key = `${drive} ${threshold}`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find()
    known.set(key, found)
    return found
  }

  /** Linear gain per hop at this drive, null where nothing is limited. Valid until the next prediction. */
  gains(driveDb: number, thresholdDbtp: number): Float32Array | null {
    return this.limit(driveDb, thresholdDbtp) ? (this.limiter?.gain ?? null) : null
  }

  /** Does this frame belong to what the average reduction is taken over? */
  counts(frame: number): boolean {
    return this.counted[Math.floor(frame / this.stepLength)] === 1
  }

  private fillSteps(scale: number, limited: boolean): void {
    const { steps, hopsPerStep, stepLength } = this
    const { energy } = this.envelope
    const gain = limited ? this.limiter?.gain : undefined
    for (let step = 0; step < steps.length; step++) {
      const end = Math.round((step + 1) * hopsPerStep)
      let sum = 0
      for (let hop = Math.round(step * hopsPerStep); hop < end; hop++) {
        const g = gain ? (gain[hop] ?? 1) : 1
        sum += (energy[hop] ?? 0) * g * g
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

  private averageReductionDb(): number {
    const gain = this.limiter?.gain
    if (!gain) return 0
    let sum = 0
    let hops = 0
    let product = 1
    for (let step = 0; step < this.counted.length; step++) {
      if (this.counted[step] === 0) continue
      const end = Math.round((step + 1) * this.hopsPerStep)
      for (let hop = Math.round(step * this.hopsPerStep); hop < end; hop++) {
        product *= gain[hop] ?? 1
        hops++
        // One logarithm for many gains: it was most of a prediction's time.
        if (product < SMALLEST_PRODUCT) {
          sum -= amplitudeToDb(product)
          product = 1
        }
      }
    }
    return hops === 0 ? 0 : (sum - amplitudeToDb(product)) / hops
  }
}
