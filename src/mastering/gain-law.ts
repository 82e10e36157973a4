import type { Envelope } from '../analysis/envelope'
import type { LimiterLaw } from '../dsp/limiter'

/**
 * The limiter's gain law at the envelope's resolution: the moving minimum of what every peak
 * requires, two releases, and one box of the attack's length for the limiter's three.
 */
export class GainSimulation {
  /** Linear gain per hop, of the signal as it leaves the limiter; reused by every run. */
  readonly gain: Float32Array
  private readonly envelope: Envelope
  private readonly held: Float32Array
  private readonly attackHops: number
  private readonly windowHops: number
  private readonly releaseStep: number
  private readonly chargeStep: number
  private readonly slowStep: number

  constructor(envelope: Envelope, law: LimiterLaw) {
    const hopMs = (1000 * envelope.hopFrames) / envelope.sampleRate
    this.envelope = envelope
    this.gain = new Float32Array(envelope.peak.length)
    this.held = new Float32Array(envelope.peak.length)
    this.attackHops = Math.max(1, Math.round(law.attackMs / hopMs))
    this.windowHops = Math.max(this.attackHops, Math.round((law.attackMs + law.holdMs) / hopMs))
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

  /** held[k] = the smallest required gain of the last `windowHops` hops. */
  private minimum(threshold: number): boolean {
    const { held, windowHops } = this
    const { peak } = this.envelope
    let lowest = 1
    let lowestAt = -1
    let any = false
    for (let k = 0; k < peak.length; k++) {
      const p = peak[k] ?? 0
      const required = p > threshold ? threshold / p : 1
      if (required <= lowest) {
        lowest = required
        lowestAt = k
        if (required < 1) any = true
      } else if (lowest < 1 && k - lowestAt >= windowHops) {
        lowest = required
        lowestAt = k
        for (let j = k - windowHops + 1; j < k; j++) {
          const q = peak[j] ?? 0
          const earlier = q > threshold ? threshold / q : 1
          if (earlier <= lowest) {
            lowest = earlier
            lowestAt = j
          }
        }
      }
      held[k] = lowest
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
