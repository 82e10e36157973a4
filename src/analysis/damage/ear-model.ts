import { BandPowers } from './band-powers'
import { BAND_COUNT, INTERNAL_NOISE, memoryOf } from './ear'
import { Modulation } from './modulation'
import type { Spreading } from './spreading'

/** What an ear has taken in of a signal, per band. */
export interface Heard {
  /** Excitation, spread over frequency and time. */
  readonly smeared: Float64Array
  readonly smearedDb: Float64Array
  /** Of the loudness: how much it moves, and its mean. */
  readonly modulationDepth: Float64Array
  readonly loudness: Float64Array
}

/** One signal of one channel as an ear takes it in, frame after frame. */
export class EarModel implements Heard {
  /** Spread over frequency. */
  readonly excitation = new Float64Array(BAND_COUNT)
  /** … and over time: what was louder a moment ago still masks. */
  readonly smeared = new Float64Array(BAND_COUNT)
  readonly smearedDb = new Float64Array(BAND_COUNT)
  readonly modulationDepth: Float64Array
  readonly loudness: Float64Array
  private readonly modulation: Modulation
  private readonly bands = new Float64Array(BAND_COUNT)
  private readonly memory = new Float64Array(BAND_COUNT)
  private readonly decay: Float64Array
  private readonly powers: BandPowers
  private readonly spreading: Spreading

  constructor(binHz: number, framesPerSecond: number, spreading: Spreading) {
    this.powers = new BandPowers(binHz)
    this.spreading = spreading
    this.modulation = new Modulation(framesPerSecond)
    this.modulationDepth = this.modulation.depth
    this.loudness = this.modulation.loudness
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
