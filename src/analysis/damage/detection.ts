import { BAND_COUNT, powerOf } from './ear'

/** The largest probability of detection over the channels, and the steps above threshold. */
export interface Detection {
  /** 0…1, that the difference is heard in this frame. */
  readonly probability: number
  readonly stepsAboveThreshold: number
}

/**
 * Psychometric function 1 − 10^(−(s·|e|/step)^b): half is detected at one step. b = 4 where the altered
 * signal is weaker, 6 where it is stronger.
 */
const HALF_AT_4 = Math.log10(2) ** (1 / 4)
const HALF_AT_6 = Math.log10(2) ** (1 / 6)

/** Of a frame, from the excitations of each channel in dB: the better of two ears counts in every band. */
export const detectionOf = (
  originalDb: readonly Float64Array[],
  alteredDb: readonly Float64Array[],
): Detection => {
  let missed = 1
  let steps = 0
  for (let band = 0; band < BAND_COUNT; band++) {
    let probability = 0
    let above = 0
    for (let channel = 0; channel < originalDb.length; channel++) {
      const a = originalDb[channel]?.[band] as number
      const b = alteredDb[channel]?.[band] as number
      const difference = a - b
      const step = stepSizeDb(0.3 * Math.max(a, b) + 0.7 * b)
      const x = (difference > 0 ? HALF_AT_4 : HALF_AT_6) * (difference / step)
      const square = x * x
      const power = difference > 0 ? square * square : square * square * square
      probability = Math.max(probability, 1 - Math.exp(-Math.LN10 * power))
      above = Math.max(above, Math.abs(Math.trunc(difference)) / step)
    }
    missed *= 1 - probability
    steps += above
  }
  return { probability: 1 - missed, stepsAboveThreshold: steps }
}

/** Just noticeable difference of level at an excitation level. */
const stepSizeDb = (levelDb: number): number => {
  if (levelDb <= 0) return 1e30
  const cubic = ((9.01033e-11 * levelDb + 5.05622e-6) * levelDb - 0.00102438) * levelDb + 0.0550197
  return 5.95072 * powerOf(6.39468 / levelDb, 1.71332) + cubic * levelDb - 0.198719
}
