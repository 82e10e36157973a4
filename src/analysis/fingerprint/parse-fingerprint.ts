import { isRecord } from '../../core/is-record'
import { type BandLevels, FINGERPRINT_BANDS, type Fingerprint } from './fingerprint'

/** A fingerprint out of a file or a store; null for anything else, and for versions that are not known. */
export const parseFingerprint = (value: unknown): Fingerprint | null => {
  if (!isRecord(value) || value.version !== 1) return null
  const { name, date, mid, side, levels } = value
  if (typeof name !== 'string' || typeof date !== 'string') return null
  if (!isBandLevels(mid) || !(side === null || isBandLevels(side))) return null
  if (!isRecord(levels) || !LEVELS.every((key) => isNumber(levels[key]))) return null
  if (!NUMBERS.every((key) => isNumber(value[key]))) return null
  if (!OPTIONAL_NUMBERS.every((key) => value[key] === null || isNumber(value[key]))) return null
  const { courseLufs } = value
  if (courseLufs !== undefined && !isCourse(courseLufs)) return null
  return value as unknown as Fingerprint
}

const MOST_COURSE_STEPS = 1000
const LEVELS = ['p10Db', 'p50Db', 'p70Db', 'p90Db', 'p95Db'] as const
const NUMBERS = ['durationSeconds', 'sampleRate', 'channelCount', 'bandwidthHz'] as const
const OPTIONAL_NUMBERS = [
  'integratedLufs',
  'maximumShortTermLufs',
  'loudnessRangeLu',
  'peakToLoudnessLu',
  'correlation',
] as const satisfies readonly (keyof Fingerprint)[]

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)
const isCourse = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= MOST_COURSE_STEPS && value.every(isNumber)
const isLevelList = (value: unknown): boolean =>
  Array.isArray(value) && value.length === FINGERPRINT_BANDS.count && value.every(isNumber)
const isBandLevels = (value: unknown): value is BandLevels =>
  isRecord(value) && ['meanDb', 'p10Db', 'p50Db', 'p90Db'].every((key) => isLevelList(value[key]))
