import { MOST_LOST_DB, nearestStep } from './solve-drive'

/** A step beyond a bracket's end, as a multiple of what is missing. */
const STRIDE = 1.5
const SMALLEST_STRIDE_DB = 0.05
/** No first step upwards is longer than this many times what is missing. */
const FARTHEST = 2
/** By measured slope, and a little more: the slope only ever falls. */
const BEYOND = 1.15
/** Every further step upwards is at least this many times the one before, */
const GROWTH = 1.5
/** unless the last one left no more than this share of what was missing. */
const NEAR_SHARE = 0.5
/** LU per dB: where more drive brings less than this, nothing but the largest is worth a try. */
const FLAT = 0.02
/** So little missing may be an accident of two passes near to each other: then no stride is longer than this many times it. */
const LITTLE_LU = 0.5
const LONGEST = 8
/** What is turned down may lie under the gate then: room for that in what a target takes at least, dB. */
const GATED_DB = 1
/** Share of a bracket that is always cut off. */
const EDGE_SHARE = 0.05

interface Known {
  readonly driveDb: number
  readonly shortLu: number
}

/**
 * The nearest drives that real passes found too low and too high, and where to try next: between them by what they measured, the
 * end that stayed twice weighing half (Illinois rule); beyond the only one by the measured slope.
 */
export class DriveBracket {
  private readonly topDb: number
  private low: Known | null = null
  private high: Known | null = null
  /** The end before the last one on the same side. */
  private earlier: Known | null = null
  private moved: 'low' | 'high' | null = null
  private weights = { low: 1, high: 1 }

  /** `topDb`: no drive is larger. */
  constructor(topDb: number) {
    this.topDb = topDb
  }

  get isClosed(): boolean {
    return this.low !== null && this.high !== null
  }

  /** The largest drive was too low. */
  get isExhausted(): boolean {
    return this.high === null && this.low !== null && this.low.driveDb >= this.topDb
  }

  /** Is this drive strictly between those known to be too low and too high? */
  holds(driveDb: number): boolean {
    const { low, high, topDb } = this
    return (!low || driveDb > low.driveDb) && driveDb < (high?.driveDb ?? topDb)
  }

  learn(driveDb: number, shortLu: number): void {
    const { low, high, moved, weights } = this
    const known = { driveDb, shortLu }
    if (shortLu > 0 && (!low || driveDb > low.driveDb)) {
      weights.low = 1
      if (moved === 'low') weights.high /= 2
      this.earlier = low
      this.low = known
      this.moved = 'low'
    }
    if (shortLu < 0 && (!high || driveDb < high.driveDb)) {
      weights.high = 1
      if (moved === 'high') weights.low /= 2
      this.earlier = high
      this.high = known
      this.moved = 'high'
    }
    if (this.low && this.high && this.low.driveDb >= this.high.driveDb) this.forget()
  }

  /** The same drives give so much less. */
  lower(byDb: number): void {
    const { low, high } = this
    this.low = low && { ...low, shortLu: low.shortLu + byDb }
    this.high =
      high && high.shortLu + 2 * byDb < 0 ? { ...high, shortLu: high.shortLu + byDb } : null
    this.earlier = null
  }

  forget(): void {
    this.low = null
    this.high = null
    this.earlier = null
    this.moved = null
    this.weights = { low: 1, high: 1 }
  }

  /** Drive that `lu` more is expected to take, dB: by the slope between the last two passes, or by experience. */
  strideFor(lu: number): number {
    const slope = this.slope
    if (slope === null) return Math.max(SMALLEST_STRIDE_DB, STRIDE * lu)
    const longest = lu < LITTLE_LU ? LONGEST * lu : Number.POSITIVE_INFINITY
    const stride = slope < FLAT ? longest : Math.min(longest, (BEYOND * lu) / Math.min(1, slope))
    return Math.max(SMALLEST_STRIDE_DB, stride)
  }

  /** The drive to try, where a model believes in `modelDb`. */
  next(modelDb: number): number {
    const { low, high, weights, topDb } = this
    if (low && high) {
      const below = low.shortLu * weights.low
      const share = below / (below - high.shortLu * weights.high)
      const inside = Math.min(1 - EDGE_SHARE, Math.max(EDGE_SHARE, share))
      return nearestStep(low.driveDb + (high.driveDb - low.driveDb) * inside)
    }
    if (low) return Math.min(topDb, nearestStep(this.above(low, modelDb)))
    if (high && (modelDb >= high.driveDb || this.slope !== null))
      return nearestStep(this.below(high))
    return modelDb
  }

  /** By the measured slope, which only grows on the way down: never to a drive that would lose nothing, but half the way to it. */
  private below(high: Known): number {
    const strideDb = this.strideFor(-high.shortLu)
    const leastDb = this.topDb - MOST_LOST_DB - GATED_DB
    if (high.driveDb - strideDb >= leastDb) return high.driveDb - strideDb
    return high.driveDb - Math.max(SMALLEST_STRIDE_DB, (high.driveDb - leastDb) / 2)
  }

  private above(low: Known, modelDb: number): number {
    const { earlier } = this
    const strideDb = this.strideFor(low.shortLu)
    const isNear = earlier !== null && low.shortLu <= NEAR_SHARE * earlier.shortLu
    if (isNear) return low.driveDb + strideDb
    if (earlier && earlier.driveDb < low.driveDb)
      return low.driveDb + Math.max(strideDb, GROWTH * (low.driveDb - earlier.driveDb))
    if (modelDb <= low.driveDb) return low.driveDb + strideDb
    const beyondDb = low.driveDb + BEYOND * (modelDb - low.driveDb)
    return Math.min(beyondDb, low.driveDb + FARTHEST * Math.max(SMALLEST_STRIDE_DB, low.shortLu))
  }

  /** LU per dB between the last two ends of the same side, while there is no other. */
  private get slope(): number | null {
    const { earlier, low, high } = this
    const last = low ?? high
    if (!earlier || !last || (low && high)) return null
    const overDb = last.driveDb - earlier.driveDb
    return overDb === 0 ? null : (earlier.shortLu - last.shortLu) / overDb
  }
}
