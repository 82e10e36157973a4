import { FLOOR_DB } from './fingerprint'

const STEPS_PER_DB = 5
const TOP_DB = 20
const STEPS = (TOP_DB - FLOOR_DB) * STEPS_PER_DB

/** How often each level occurred, in steps of 0.2 dB from −160 to +20 dB: bounded for any length. */
export class LevelHistogram {
  private readonly counts = new Uint32Array(STEPS + 1)
  private total = 0

  add(levelDb: number): void {
    const step = Math.round((Math.max(FLOOR_DB, levelDb) - FLOOR_DB) * STEPS_PER_DB)
    const index = Math.min(STEPS, step)
    this.counts[index] = (this.counts[index] ?? 0) + 1
    this.total++
  }

  /** The level below which `percent` of all lie; −160 where there are none. */
  percentileDb(percent: number): number {
    const wanted = (this.total * percent) / 100
    let seen = 0
    for (let step = 0; step <= STEPS; step++) {
      seen += this.counts[step] ?? 0
      if (seen > 0 && seen >= wanted) return FLOOR_DB + step / STEPS_PER_DB
    }
    return FLOOR_DB
  }
}
