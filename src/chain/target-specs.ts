import type { NumberSpec } from './parameter'

/** Ranges, defaults and labels of a recipe's own numbers, as descriptors hold them for modules. */

export const TARGET_LUFS_SPEC: NumberSpec = {
  kind: 'number',
  id: 'targetLufs',
  label: 'Target loudness',
  unit: 'LUFS',
  min: -40,
  max: -3,
  default: -14,
  step: 0.1,
  scale: 'linear',
  decimals: 1,
}

export const CEILING_DBTP_SPEC: NumberSpec = {
  kind: 'number',
  id: 'ceilingDbtp',
  label: 'True-peak ceiling',
  unit: 'dBTP',
  min: -12,
  max: 0,
  default: -1,
  step: 0.1,
  scale: 'linear',
  decimals: 1,
}

export const INTENSITY_PERCENT_SPEC: NumberSpec = {
  kind: 'number',
  id: 'intensityPercent',
  label: 'Intensity',
  unit: '%',
  min: 0,
  max: 100,
  default: 100,
  step: 1,
  scale: 'linear',
  decimals: 0,
}

export const DRIVE_DB_SPEC: NumberSpec = {
  kind: 'number',
  id: 'driveDb',
  label: 'Drive',
  unit: 'dB',
  min: -60,
  max: 60,
  default: 0,
  step: 0.1,
  scale: 'linear',
  decimals: 2,
}

/** Reference 3.4: an internal margin of 0.05 dB lets a longer meter than the detector agree. */
export const MARGIN_DB_SPEC: NumberSpec = {
  kind: 'number',
  id: 'marginDb',
  label: 'Margin',
  unit: 'dB',
  min: 0,
  max: 6,
  default: 0.05,
  step: 0.01,
  scale: 'linear',
  decimals: 2,
}
