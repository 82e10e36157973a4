import { type Envelope, type EnvelopePage, PAGE_HOPS } from '../../analysis/envelope'
import type { LimiterParams } from '../../dsp/dynamics/limiter-timing'
import { type GainPages, PageCache } from './hop-gains'
import { MovingMaximum } from './moving-maximum'

/**
 * The limiter's gain computer at the envelope's resolution: the moving minimum of what every peak
 * requires, two releases, and one box of the attack's length for the limiter's three. The gains are of the signal as it leaves the
 * limiter. They are made page by page and not kept: what is kept is the state at the start of every page.
 */
export class LimiterSimulation implements GainPages {
  private readonly pages: readonly EnvelopePage[]
  private readonly maximum: MovingMaximum
  private readonly attackHops: number
  private readonly releaseStep: number
  private readonly chargeStep: number
  private readonly slowStep: number
  private readonly cache: PageCache
  /** The gains before they are smoothed: of a page, and of as many hops behind it as the smoothing sees. */
  private readonly held: Float32Array
  private threshold = Number.POSITIVE_INFINITY
  /** At the start of every page that is known; of one more than there are pages. */
  private readonly fast: Float64Array
  private readonly slow: Float64Array
  private readonly sum: Float64Array
  private known = 0

  constructor(envelope: Envelope, params: LimiterParams) {
    const hopMs = (1000 * envelope.hopFrames) / envelope.sampleRate
    const { pages } = envelope
    this.pages = pages
    this.attackHops = Math.max(1, Math.round(params.attackMs / hopMs))
    const windowHops = Math.max(
      this.attackHops,
      Math.round((params.attackMs + params.holdMs) / hopMs),
    )
    this.maximum = new MovingMaximum(pages, windowHops, this.attackHops)
    this.releaseStep = 1 - Math.exp(-hopMs / params.releaseMs)
    this.chargeStep = params.slow ? 1 - Math.exp(-hopMs / params.slow.chargeMs) : 0
    this.slowStep = params.slow ? 1 - Math.exp(-hopMs / params.slow.releaseMs) : 1
    this.cache = new PageCache(PAGE_HOPS)
    this.held = new Float32Array(PAGE_HOPS + this.attackHops + 1)
    this.fast = new Float64Array(pages.length + 1)
    this.slow = new Float64Array(pages.length + 1)
    this.sum = new Float64Array(pages.length + 1)
  }

  /** From now on the gains are those for peaks above `threshold` (linear, of the undriven signal). */
  limitTo(threshold: number): void {
    this.threshold = threshold
    this.cache.forget()
    this.known = 0
    this.fast[0] = 1
    this.slow[0] = 0
  }

  page(index: number): Float32Array {
    while (this.known < index) this.made(this.known)
    return this.made(index)
  }

  private made(index: number): Float32Array {
    const { energy } = this.pages[index] as EnvelopePage
    return this.cache.page(index, energy.length, (into) => {
      const { loudest, hops } = this.maximum.page(index)
      this.hold(index, loudest, energy.length, hops)
      this.smooth(index, into, hops)
      this.known = Math.max(this.known, index + 1)
    })
  }

  /**
   * held[k] = the gain, released, that the largest peak of the last `windowHops` hops requires: for the `length` hops of the page,
   * and on to `hops`.
   */
  private hold(index: number, loudest: Float32Array, length: number, hops: number): void {
    const { held, threshold, releaseStep, chargeStep, slowStep } = this
    let fast = this.fast[index] as number
    let slow = this.slow[index] as number
    for (let k = 0; k < hops; k++) {
      if (k === length) {
        this.fast[index + 1] = fast
        this.slow[index + 1] = slow
      }
      const peak = loudest[k] as number
      const goal = peak > threshold ? threshold / peak : 1
      fast = goal < fast ? goal : fast + (goal - fast) * releaseStep
      const reduction = 1 - goal
      slow += (reduction - slow) * (reduction > slow ? chargeStep : slowStep)
      held[k] = Math.min(fast, 1 - slow)
    }
  }

  /**
   * gain[k] = mean of held[k + 1 … k + attackHops]: the audio is delayed by the attack. Beyond the end of the track the last
   * gain goes on.
   */
  private smooth(index: number, gain: Float32Array, hops: number): void {
    const { held, attackHops } = this
    const last = hops - 1
    let sum = this.sum[index] as number
    if (index === 0) {
      sum = 0
      for (let j = 1; j <= attackHops; j++) sum += held[Math.min(j, last)] as number
    }
    for (let k = 0; k < gain.length; k++) {
      gain[k] = Math.min(1, sum / attackHops)
      const next = held[Math.min(k + 1 + attackHops, last)] as number
      sum += next - (held[Math.min(k + 1, last)] as number)
    }
    this.sum[index + 1] = sum
  }
}
