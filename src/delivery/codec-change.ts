import { kWeights } from '../analysis/k-weights'
import { powerToDb } from '../core/decibels'
import { lagOf } from './align'
import type { CodecProfile } from './codec-profile'

/** What a codec made of a master. */
export interface CodecChange {
  /** Decoded minus master, LU; null where one is not measurable. */
  readonly loudnessChangeLu: number | null
  /** Decoded minus master, dB; null for silence. */
  readonly truePeakChangeDb: number | null
  /** Frames that the decoded audio lies behind the master. */
  readonly lagFrames: number
  /** Above this the codec left everything out, Hz; null where it did not. */
  readonly cutoffHz: number | null
  /** Share of the master's loudness (K-weighted power, 0 to 1) in the bands that the codec keeps. */
  readonly keptShare: number
  /** Level of those bands, decoded minus master, dB. */
  readonly keptChangeDb: number
}

/** Bands that are compared, equally wide from 0 Hz to half the sample rate. */
const BANDS = 64
/** A band that lost more than this was left out, not coded: measured on noise, codecs hold what they code within 1 dB. */
const LEFT_OUT_DB = 3
/** A band with less than this share of the master's power says nothing about a codec's limit. */
const SLIGHT_SHARE = 1e-6

/** Levels of a signal that both sides have measured. */
interface Levels {
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number
}

/** The change from `master` to `decoded`, both at one rate (Hz) and of one length. */
export const codecChange = (
  master: Levels & { readonly profile: CodecProfile },
  decoded: Levels & { readonly profile: CodecProfile },
  sampleRate: number,
): CodecChange => {
  const before = bandPowers(master.profile, sampleRate)
  const after = bandPowers(decoded.profile, sampleRate)
  const total = before.reduce((sum, power) => sum + power, 0)
  const isKept = before.map(
    (power, band) => power > 0 && powerToDb((after[band] ?? 0) / power) > -LEFT_OUT_DB,
  )
  const kept = before.reduce((sum, power, band) => sum + (isKept[band] ? power : 0), 0)
  const left = after.reduce((sum, power, band) => sum + (isKept[band] ? power : 0), 0)
  return {
    loudnessChangeLu: difference(decoded.integratedLufs, master.integratedLufs),
    truePeakChangeDb: difference(decoded.truePeakDbtp, master.truePeakDbtp),
    lagFrames: lagOf(master.profile.samples, decoded.profile.samples),
    cutoffHz: cutoffOf(before, isKept, total, sampleRate),
    keptShare: total > 0 ? kept / total : 1,
    keptChangeDb: kept > 0 ? powerToDb(left / kept) : 0,
  }
}

const difference = (after: number | null, before: number | null): number | null =>
  after === null || before === null || !Number.isFinite(after) || !Number.isFinite(before)
    ? null
    : after - before

/** K-weighted power in each band. */
const bandPowers = ({ power }: CodecProfile, sampleRate: number): readonly number[] => {
  const bins = power.length - 1
  const weights = kWeights(2 * bins, sampleRate)
  const bands = Array.from({ length: BANDS }, () => 0)
  for (let k = 0; k < bins; k++) {
    const band = Math.floor((k * BANDS) / bins)
    bands[band] = (bands[band] ?? 0) + (weights[k] ?? 0) * (power[k] ?? 0)
  }
  return bands
}

/** The lower edge of the bands at the top that are all left out, of which at least one held something. */
const cutoffOf = (
  before: readonly number[],
  isKept: readonly boolean[],
  total: number,
  sampleRate: number,
): number | null => {
  const first = isKept.lastIndexOf(true) + 1
  const lost = before.slice(first).reduce((sum, power) => sum + power, 0)
  return lost > SLIGHT_SHARE * total ? (first * sampleRate) / 2 / BANDS : null
}
