import type { Envelope } from '../../analysis/envelope'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'

/**
 * The limiter's gain computer at the envelope's resolution: the moving minimum of what every peak
 * requires, two releases, and one box of the attack's length for the limiter's three.
 */
export class LimiterSimulation {
  /** Linear gain per hop, of the signal as it leaves the limiter; reused by every run, which holds in it, then smooths. */
  readonly gain: Float32Array
  /** The largest peak of the last `windowHops` hops: the same for every threshold. */
  private readonly loudest: Float32Array
  private readonly attackHops: number
  private readonly releaseStep: number
  private readonly chargeStep: number
  private readonly slowStep: number

  constructor(envelope: Envelope, params: LimiterParams) {
    const hopMs = (1000 * envelope.hopFrames) / envelope.sampleRate
    this.gain = new Float32Array(envelope.peak.length)
    this.attackHops = Math.max(1, Math.round(params.attackMs / hopMs))
    const windowHops = Math.max(
      this.attackHops,
      Math.round((params.attackMs + params.holdMs) / hopMs),
    )
    this.loudest = movingMaximum(envelope.peak, windowHops)
    this.releaseStep = 1 - Math.exp(-hopMs / params.releaseMs)
    this.chargeStep = params.slow ? 1 - Math.exp(-hopMs / params.slow.chargeMs) : 0
    this.slowStep = params.slow ? 1 - Math.exp(-hopMs / params.slow.releaseMs) : 1
  }

  /** Fills `gain` for peaks above `threshold` (linear, of the undriven signal); false if none is. */
  run(threshold: number): boolean {
    if (!this.hold(threshold)) return false
    this.smooth()
    return true
  }

  /**
   * held[k] = the gain, released, that the largest peak of the last `windowHops` hops requires; false
   * where none requires any.
   */
  private hold(threshold: number): boolean {
    const { gain: held, loudest, releaseStep, chargeStep, slowStep } = this
    let any = false
    let fast = 1
    let slow = 0
    for (let k = 0; k < held.length; k++) {
      const peak = loudest[k] ?? 0
      let goal = 1
      if (peak > threshold) {
        goal = threshold / peak
        any = true
      }
      fast = goal < fast ? goal : fast + (goal - fast) * releaseStep
      const reduction = 1 - goal
      slow += (reduction - slow) * (reduction > slow ? chargeStep : slowStep)
      held[k] = Math.min(fast, 1 - slow)
    }
    return any
  }

  /**
   * gain[k] = mean of held[k + 1 … k + attackHops]: the audio is delayed by the attack. In place: only what lies behind is
   * written over.
   */
  private smooth(): void {
    const { gain, attackHops } = this
    const held = gain
    const last = held.length - 1
    let sum = 0
    for (let j = 1; j <= attackHops; j++) sum += held[Math.min(j, last)] ?? 1
    for (let k = 0; k <= last; k++) {
      gain[k] = Math.min(1, sum / attackHops)
      sum += (held[Math.min(k + 1 + attackHops, last)] ?? 1) - (held[Math.min(k + 1, last)] ?? 1)
    }
  }
}

/** The largest of the last `window` values at every place; at the head, of those there are. */
const movingMaximum = (values: Float32Array, window: number): Float32Array => {
  const maxima = new Float32Array(values.length)
  let largest = 0
  let largestAt = -1
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0
    if (value >= largest) {
      largest = value
      largestAt = k
    } else if (k - largestAt >= window) {
      largest = value
      largestAt = k
      for (let j = k - window + 1; j < k; j++) {
        const earlier = values[j] ?? 0
        if (earlier >= largest) {
          largest = earlier
          largestAt = j
        }
      }
    }
    maxima[k] = largest
  }
  return maxima
}
