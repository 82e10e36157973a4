import type { Analysis } from '../../analysis/analysis'
import type { SignalMeters } from '../../monitor/protocol/meter-frame'

/** What the meters show at one moment; NaN where there is nothing to show. */
export interface Readings {
  momentaryLufs: number
  shortTermLufs: number
  truePeakDbtp: number
}

export const NOTHING: Readonly<Readings> = {
  momentaryLufs: Number.NaN,
  shortTermLufs: Number.NaN,
  truePeakDbtp: Number.NaN,
}

/** What is heard, measured; while nothing plays, what the analysis knows of this place (no true peak). */
export const readingsAt = (
  live: SignalMeters | undefined,
  analysis: Analysis | null | undefined,
  seconds: number,
  into: Readings,
): void => {
  if (live) {
    into.momentaryLufs = live.momentaryLufs
    into.shortTermLufs = live.shortTermLufs
    into.truePeakDbtp = live.truePeakDbtp
    return
  }
  Object.assign(into, NOTHING)
  if (!analysis) return
  const { momentaryLufs, shortTermLufs, seriesHopSeconds } = analysis.loudness
  // Value k belongs to the window that ends at (k + 1) hops.
  const k = Math.floor(seconds / seriesHopSeconds) - 1
  into.momentaryLufs = momentaryLufs[k] ?? Number.NaN
  into.shortTermLufs = shortTermLufs[k] ?? Number.NaN
}

/** Keeps the largest of the last moments. */
export class PeakHold {
  value = Number.NEGATIVE_INFINITY
  private readonly holdMs: number
  private setAt = 0

  constructor(holdMs: number) {
    this.holdMs = holdMs
  }

  push(value: number, timeMs: number): number {
    const stale = timeMs - this.setAt > this.holdMs
    if (value >= this.value || stale || Number.isNaN(this.value)) {
      this.value = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
      this.setAt = timeMs
    }
    return this.value
  }
}
