import { BAND_BARK, BAND_COUNT, EAR_BANDS, powerOf } from './ear'

/** Excitations add with this exponent. */
const ADDITION = 0.4
/** 27 dB per Bark towards lower frequencies, whatever the level. */
const DOWN = 10 ** (-2.7 * BAND_BARK)
const DOWN_ADDED = DOWN ** ADDITION
/** 24 + 230/f − 0.2·L dB per Bark towards higher ones; natural logarithms, as all slopes here. */
const UP = Float64Array.from(
  EAR_BANDS,
  ({ centreHz }) => Math.LN10 * (-2.4 * BAND_BARK - (23 * BAND_BARK) / centreHz),
)
const UP_LEVEL = 0.2 * BAND_BARK
/** Sum of all that a band spreads downwards, itself included. */
const DOWN_SUM = Float64Array.from(
  { length: BAND_COUNT },
  (_, band) => (1 - DOWN ** (band + 1)) / (1 - DOWN),
)
/** Beyond this share of a band's excitation nothing is heard of it. */
const NEGLIGIBLE = 1e-9

/** Spreads band powers over frequency, each with the slopes of its level. */
export class Spreading {
  private readonly added = new Float64Array(BAND_COUNT)
  private readonly norm = new Float64Array(BAND_COUNT).fill(1)

  constructor() {
    const norm = new Float64Array(BAND_COUNT)
    this.spread(new Float64Array(BAND_COUNT).fill(1), norm)
    this.norm = norm
  }

  /** Excitations of `bands` (above 0) into `excitation`. */
  spread(bands: Float64Array, excitation: Float64Array): void {
    const { added, norm } = this
    added.fill(0)
    for (let band = 0; band < BAND_COUNT; band++) {
      const power = bands[band] as number
      const slope = (UP[band] as number) + UP_LEVEL * Math.log(power)
      const upSum = (1 - Math.exp(slope * (BAND_COUNT - band))) / (1 - Math.exp(slope))
      const own = powerOf(power / ((DOWN_SUM[band] as number) + upSum - 1), ADDITION)
      const step = Math.exp(slope * ADDITION)
      let part = own
      const least = own * NEGLIGIBLE
      for (let at = band + 1; at < BAND_COUNT; at++) {
        part *= step
        if (part < least) break
        added[at] = (added[at] as number) + part
      }
      excitation[band] = own
    }
    let below = 0
    for (let band = BAND_COUNT - 1; band >= 0; band--) {
      below = below * DOWN_ADDED + (excitation[band] as number)
      const sum = below + (added[band] as number)
      // sum ** (1 / ADDITION), which takes longer.
      excitation[band] = (sum * sum * Math.sqrt(sum)) / (norm[band] as number)
    }
  }
}
