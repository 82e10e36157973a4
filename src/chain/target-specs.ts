import type { NumberSpec } from './parameter'
import { numberSpec } from './spec'

/** Ranges, defaults and labels of a recipe's own numbers, as descriptors hold them for modules. */

export const TARGET_LUFS_SPEC: NumberSpec = numberSpec('targetLufs', 'Target loudness', 'LUFS', {
  min: -40,
  max: -3,
  default: -14,
  step: 0.1,
  decimals: 1,
})

export const CEILING_DBTP_SPEC: NumberSpec = numberSpec(
  'ceilingDbtp',
  'True-peak ceiling',
  'dBTP',
  { min: -12, max: 0, default: -1, step: 0.1, decimals: 1 },
)

export const INTENSITY_PERCENT_SPEC: NumberSpec = numberSpec('intensityPercent', 'Intensity', '%', {
  min: 0,
  max: 100,
  default: 100,
})

export const DRIVE_DB_SPEC: NumberSpec = numberSpec('driveDb', 'Drive', 'dB', {
  min: -80,
  max: 80,
  default: 0,
  step: 0.1,
  decimals: 2,
})

/** Of damage: 0 = imperceptible, −1 = perceptible but not annoying (ITU-R BS.1387-1). */
export const LEAST_GRADE_SPEC: NumberSpec = numberSpec('leastGrade', 'Grade to stop at', '', {
  min: -4,
  max: 0,
  default: -0.5,
  step: 0.1,
  decimals: 1,
})

/** Sources: limiter: an internal margin of 0.05 dB lets a longer meter than the detector agree. */
export const MARGIN_DB_SPEC: NumberSpec = numberSpec('marginDb', 'Margin', 'dB', {
  min: 0,
  max: 6,
  default: 0.05,
  step: 0.01,
  decimals: 2,
})

/** The ends are the limiter alone and plain clipping (src/dsp/dynamics/masked-limiter.ts). */
export const BUDGET_DB_SPEC: NumberSpec = numberSpec('budgetDb', 'Masking budget', 'dB', {
  min: -60,
  max: 90,
  default: 0,
})

/** 0: the low band is never turned down alone. */
export const LOW_BAND_DB_SPEC: NumberSpec = numberSpec('lowBandDb', 'Low band alone', 'dB', {
  min: 0,
  max: 40,
  default: 0,
})

/** 0: the low band is held and let go as the limiter's controls ask. */
export const LOW_BAND_RELEASE_MS_SPEC: NumberSpec = numberSpec(
  'lowBandReleaseMs',
  'Release of the low band alone',
  'ms',
  { min: 0, max: 1000, default: 0, step: 0.1, decimals: 1 },
)

/** Of one move of a proposal: nothing of it, to half as much again. */
export const AMOUNT_PERCENT_SPEC: NumberSpec = numberSpec('amountPercent', 'Amount', '%', {
  min: 0,
  max: 150,
  default: 100,
})
