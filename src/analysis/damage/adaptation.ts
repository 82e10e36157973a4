import { BAND_COUNT, memoryOf } from './ear'

/** Bands below and above that the correction of a band is averaged over. */
const BELOW = 3
const ABOVE = 4

/**
 * Takes out slow differences of level and tone, to which an ear gets used: what is left between the two
 * patterns is what it cannot get used to.
 */
export class Adaptation {
  /** Adapted excitations of the last frame. */
  readonly original = new Float64Array(BAND_COUNT)
  readonly altered = new Float64Array(BAND_COUNT)
  private readonly meanOriginal = new Float64Array(BAND_COUNT)
  private readonly meanAltered = new Float64Array(BAND_COUNT)
  private readonly product = new Float64Array(BAND_COUNT)
  private readonly square = new Float64Array(BAND_COUNT)
  private readonly ratioOriginal = new Float64Array(BAND_COUNT)
  private readonly ratioAltered = new Float64Array(BAND_COUNT)
  private readonly correctionOriginal = new Float64Array(BAND_COUNT)
  private readonly correctionAltered = new Float64Array(BAND_COUNT)
  private readonly memory: Float64Array

  constructor(framesPerSecond: number) {
    this.memory = memoryOf(0.008, 0.05, framesPerSecond)
  }

  /** Takes the smeared excitations of the next frame. */
  follow(original: Float64Array, altered: Float64Array): void {
    this.matchLevel(original, altered)
    this.measureRatios()
    for (let band = 0; band < BAND_COUNT; band++) {
      const keep = this.memory[band] as number
      const a = blend(keep, this.correctionOriginal[band], around(this.ratioOriginal, band))
      const b = blend(keep, this.correctionAltered[band], around(this.ratioAltered, band))
      this.correctionOriginal[band] = a
      this.correctionAltered[band] = b
      this.original[band] = (this.original[band] as number) * a
      this.altered[band] = (this.altered[band] as number) * b
    }
  }

  /** One factor for the louder of the two. */
  private matchLevel(original: Float64Array, altered: Float64Array): void {
    let geometric = 0
    let alteredSum = 0
    for (let band = 0; band < BAND_COUNT; band++) {
      const keep = this.memory[band] as number
      const a = blend(keep, this.meanOriginal[band], original[band] as number)
      const b = blend(keep, this.meanAltered[band], altered[band] as number)
      this.meanOriginal[band] = a
      this.meanAltered[band] = b
      geometric += Math.sqrt(a * b)
      alteredSum += b
    }
    const level = (geometric / alteredSum) ** 2
    const ofOriginal = level > 1 ? 1 / level : 1
    const ofAltered = level > 1 ? 1 : level
    for (let band = 0; band < BAND_COUNT; band++) {
      this.original[band] = (original[band] as number) * ofOriginal
      this.altered[band] = (altered[band] as number) * ofAltered
    }
  }

  private measureRatios(): void {
    for (let band = 0; band < BAND_COUNT; band++) {
      const keep = this.memory[band] as number
      const a = this.original[band] as number
      const b = this.altered[band] as number
      const product = keep * (this.product[band] as number) + a * b
      const square = keep * (this.square[band] as number) + a * a
      this.product[band] = product
      this.square[band] = square
      this.ratioOriginal[band] = product >= square ? 1 : product / square
      this.ratioAltered[band] = product >= square ? square / product : 1
    }
  }
}

const blend = (keep: number, before: number | undefined, now: number): number =>
  keep * (before ?? 0) + (1 - keep) * now

const around = (ratios: Float64Array, band: number): number => {
  const first = Math.max(0, band - BELOW)
  const last = Math.min(BAND_COUNT - 1, band + ABOVE)
  let sum = 0
  for (let at = first; at <= last; at++) sum += ratios[at] as number
  return sum / (last - first + 1)
}
