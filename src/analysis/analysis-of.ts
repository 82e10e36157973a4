import { powerToDb } from '../core/decibels'
import type { Analysis } from './analysis'
import { damagedFrames } from './clicks'
import { exactAmplitudeToDb } from './exact-decibels'
import type { Examined } from './findings/facts'
import { findingsOf } from './findings/findings-of'
import type { Levels } from './levels'
import { lowEndOf } from './low-end'
import type { Loudness, Measurements } from './measurements'
import type { Spectrum } from './spectrum'

interface Measured {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly loudness: Loudness
  /** Linear. */
  readonly truePeak: number
  readonly levels: Levels
  readonly spectrum: Spectrum
  /** null or absent: not searched for faults. */
  readonly examined?: Examined | null
}

/** The analysis that these measurements make. */
export const analysisOf = (measured: Measured): Analysis => {
  const { sampleRate, channelCount, lengthFrames, loudness, truePeak, levels, spectrum } = measured
  const truePeakDbtp = exactAmplitudeToDb(truePeak)
  const { integratedLufs } = loudness
  const audible = integratedLufs !== null && integratedLufs !== Number.NEGATIVE_INFINITY
  const facts: Measurements = {
    sampleRate,
    channelCount,
    lengthFrames,
    durationSeconds: lengthFrames / sampleRate,
    loudness,
    truePeakDbtp,
    samplePeakDbfs: exactAmplitudeToDb(levels.samplePeak),
    peakToLoudnessLu: audible ? truePeakDbtp - integratedLufs : null,
    correlation: channelCount > 1 ? levels.correlation : null,
    sidesDb: channelCount > 1 ? sidesDb(levels, lengthFrames) : null,
    dcOffset: levels.sums
      .slice(0, channelCount)
      .map((sum) => (lengthFrames > 0 ? sum / lengthFrames : 0)),
    spectrum,
  }
  const examined = measured.examined ?? null
  return {
    ...facts,
    findings: findingsOf({ measured: facts, levels }, examined),
    ...(examined ? factsOf(examined) : {}),
  }
}

/** A constant is no sound: what it adds to either sum is taken off. Rounding leaves less than nothing of equal channels. */
const sidesDb = (
  { midSideSquares: [middle, sides], sums: [left, right] }: Levels,
  lengthFrames: number,
): number | null => {
  const moving = (squares: number, sum: number): number =>
    Math.max(0, squares - sum ** 2 / Math.max(1, lengthFrames))
  const [m, s] = [moving(middle, left + right), moving(sides, left - right)]
  return m + s > 0 ? powerToDb(s / m) : null
}

/** What moves set their numbers by, beside the findings. */
const factsOf = ({ evidence: { low, ends, clicks } }: Examined) => ({
  lowEnd: lowEndOf(low),
  ends,
  clicks: damagedFrames(clicks),
})
