import type { Envelope } from '../analysis/envelope'
import type { LimiterLaw } from '../dsp/limiter'

/**
 * The limiter's gain law at the envelope's resolution: the moving minimum of what every peak
 * requires, two releases, and one box of the attack's length for the limiter's three.
 */
export class GainSimulation {
  /** Linear gain per hop, of the signal as it leaves the limiter; reused by every run. */
  readonly gain: Float32Array
  /** The largest peak of the last `windowHops` hops: the same for every threshold. */
  private readonly loudest: Float32Array
  private readonly held: Float32Array
  private readonly attackHops: number
  private readonly releaseStep: number
  private readonly chargeStep: number
  private readonly slowStep: number

  constructor(envelope: Envelope, law: LimiterLaw) {
    const hopMs = (1000 * envelope.hopFrames) / envelope.sampleRate
    this.gain = new Float32Array(envelope.peak.length)
    this.held = new Float32Array(envelope.peak.length)
    this.attackHops = Math.max(1, Math.round(law.attackMs / hopMs))
    const windowHops = Math.max(this.attackHops, Math.round((law.attackMs + law.holdMs) / hopMs))
    this.loudest = movingMaximum(envelope.peak, windowHops)
    this.releaseStep = 1 - Math.exp(-hopMs / law.releaseMs)
    this.chargeStep = law.slow ? 1 - Math.exp(-hopMs / law.slow.chargeMs) : 0
    this.slowStep = law.slow ? 1 - Math.exp(-hopMs / law.slow.releaseMs) : 1
  }

  /** Fills `gain` for peaks above `threshold` (linear, of the undriven signal); false if none is. */
  run(threshold: number): boolean {
    if (!this.minimum(threshold)) return false
    this.release()
    this.smooth()
    return true
  }

  /** held[k] = the smallest required gain of the last `windowHops` hops: the largest peak's. */
  private minimum(threshold: number): boolean {
    const { held, loudest } = this
    let any = false
    for (let k = 0; k < loudest.length; k++) {
      const p = loudest[k] ?? 0
      const required = p > threshold ? threshold / p : 1
      if (required < 1) any = true
      held[k] = required
    }
    return any
  }

  private release(): void {
    const { held, releaseStep, chargeStep, slowStep } = this
    let fast = 1
    let slow = 0
    for (let k = 0; k < held.length; k++) {
      const goal = held[k] ?? 1
      fast = goal < fast ? goal : fast + (goal - fast) * releaseStep
      const reduction = 1 - goal
      slow += (reduction - slow) * (reduction > slow ? chargeStep : slowStep)
      held[k] = Math.min(fast, 1 - slow)
    }
  }

  /** gain[k] = mean of held[k + 1 … k + attackHops]: the audio is delayed by the attack. */
  private smooth(): void {
    const { held, gain, attackHops } = this
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
