import { Adaptation } from './adaptation'
import type { ChannelMeasures } from './averages'
import { BandPowers } from './band-powers'
import { bandwidthsOf } from './bandwidth'
import { BAND_BARK, BAND_COUNT, INTERNAL_NOISE } from './ear'
import type { Heard } from './ear-model'
import { partialNoiseLoudness } from './noise-loudness'

/** How far under a sound noise is masked: 3 dB, above 12 Bark a quarter of the Bark number. */
const MASK_OFFSET = Float64Array.from({ length: BAND_COUNT }, (_, band) => {
  const bark = band * BAND_BARK
  return 10 ** ((bark <= 12 ? 3 : 0.25 * bark) / 10)
})
/** 1.5 dB over the mask is distorted. */
const DISTORTED = 10 ** 0.15
/** Modulation counts by the loudness of the frame. */
const LEVEL_WEIGHT = 100
const NOISE_POWER_03 = Float64Array.from(INTERNAL_NOISE, (noise) => noise ** 0.3)

/** The spectra of one channel of a frame: powers, plain and weighted by the ear. */
export interface PowerSpectra {
  readonly plain: Float64Array
  readonly weighted: Float64Array
}

/** One channel of a frame, and what an ear made of it. */
export interface HeardChannel {
  readonly spectra: PowerSpectra
  readonly heard: Heard
}

/** Original and altered signal of one channel, compared frame by frame. */
export class ChannelComparison {
  private readonly adaptation: Adaptation
  private readonly powers: BandPowers
  private readonly noise: Float64Array
  private readonly noiseBands = new Float64Array(BAND_COUNT)
  private readonly binHz: number

  constructor(binHz: number, binCount: number, framesPerSecond: number) {
    this.adaptation = new Adaptation(framesPerSecond)
    this.powers = new BandPowers(binHz)
    this.noise = new Float64Array(binCount)
    this.binHz = binHz
  }

  /** `harmonicStructure`: of the error; null where there is too little sound for it. */
  compare(
    { spectra: original, heard: before }: HeardChannel,
    { spectra: altered, heard: after }: HeardChannel,
    harmonicStructure: number | null,
  ): ChannelMeasures {
    this.adaptation.follow(before.smeared, after.smeared)
    const bandwidths = bandwidthsOf(original.plain, altered.plain, this.binHz)
    return {
      ...this.noiseToMask(original.weighted, altered.weighted, before),
      ...modulationDifferences(before, after),
      noiseLoudness: partialNoiseLoudness(
        this.adaptation.original,
        this.adaptation.altered,
        before.modulationDepth,
        after.modulationDepth,
      ),
      bandwidthOriginal: bandwidths.original,
      bandwidthAltered: bandwidths.altered,
      harmonicStructure,
    }
  }

  private noiseToMask(original: Float64Array, altered: Float64Array, { smeared }: Heard) {
    const { noise, noiseBands } = this
    for (let bin = 0; bin < noise.length; bin++)
      noise[bin] = (Math.sqrt(original[bin] as number) - Math.sqrt(altered[bin] as number)) ** 2
    this.powers.sum(noise, noiseBands)
    let sum = 0
    let largest = 0
    for (let band = 0; band < BAND_COUNT; band++) {
      const mask = (smeared[band] as number) / (MASK_OFFSET[band] as number)
      const ratio = (noiseBands[band] as number) / mask
      sum += ratio
      if (ratio > largest) largest = ratio
    }
    return { noiseToMask: sum / BAND_COUNT, distorted: largest > DISTORTED }
  }
}

const modulationDifferences = (original: Heard, altered: Heard) => {
  const { modulationDepth: before, loudness } = original
  const { modulationDepth: after } = altered
  let first = 0
  let second = 0
  let weight = 0
  for (let band = 0; band < BAND_COUNT; band++) {
    const a = before[band] as number
    const b = after[band] as number
    const difference = Math.abs(b - a)
    first += difference / (1 + a)
    // What moves less than before is forgiven more.
    second += ((b >= a ? 1 : 0.1) * difference) / (0.01 + a)
    const mean = loudness[band] as number
    weight += mean / (mean + LEVEL_WEIGHT * (NOISE_POWER_03[band] as number))
  }
  return {
    modulationDifference1: (100 / BAND_COUNT) * first,
    modulationDifference2: (100 / BAND_COUNT) * second,
    modulationWeight: weight,
  }
}
