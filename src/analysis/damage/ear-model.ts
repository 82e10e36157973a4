import { BandPowers } from './band-powers'
import { BAND_COUNT, INTERNAL_NOISE, memoryOf } from './ear'
import { Modulation } from './modulation'
import type { Spreading } from './spreading'

/** One signal of one channel as an ear takes it in, frame after frame. */
export class EarModel {
  /** Spread over frequency. */
  readonly excitation = new Float64Array(BAND_COUNT)
  /** … and over time: what was louder a moment ago still masks. */
  readonly smeared = new Float64Array(BAND_COUNT)
  readonly smearedDb = new Float64Array(BAND_COUNT)
  readonly modulation: Modulation
  private readonly bands = new Float64Array(BAND_COUNT)
  private readonly memory = new Float64Array(BAND_COUNT)
  private readonly decay: Float64Array
  private readonly powers: BandPowers
  private readonly spreading: Spreading

  constructor(binHz: number, framesPerSecond: number, spreading: Spreading) {
    this.powers = new BandPowers(binHz)
    this.spreading = spreading
    this.modulation = new Modulation(framesPerSecond)
    this.decay = memoryOf(0.008, 0.03, framesPerSecond)
  }

  /** Takes the weighted power spectrum of the next frame. */
  follow(power: Float64Array): void {
    const { bands, excitation, smeared, smearedDb, memory, decay } = this
    this.powers.sum(power, bands)
    for (let band = 0; band < BAND_COUNT; band++)
      bands[band] = (bands[band] as number) + (INTERNAL_NOISE[band] as number)
    this.spreading.spread(bands, excitation)
    this.modulation.follow(excitation)
    for (let band = 0; band < BAND_COUNT; band++) {
      const keep = decay[band] as number
      const now = excitation[band] as number
      const kept = keep * (memory[band] as number) + (1 - keep) * now
      memory[band] = kept
      const level = kept > now ? kept : now
      smeared[band] = level
      smearedDb[band] = 10 * Math.log10(level)
    }
  }
}
