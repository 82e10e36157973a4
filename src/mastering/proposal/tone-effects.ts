import type { Analysis } from '../../analysis/analysis'
import { type LowEnd, lineStandsOutDb } from '../../analysis/low-end'
import { THIRD_BANDS } from '../../analysis/spectrum'
import { equaliserResponseDb } from '../../chain/modules/equaliser'
import { bandParameterIds, EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { CURVE_HZ, curveGainsDb } from '../../chain/modules/tone-curve/curve'
import { defaultsOf, type ParameterValues } from '../../chain/parameter'
import { descriptorOf } from '../../chain/registry'
import { powerToDb } from '../../core/decibels'
import { dynamicThirdsDb } from './dynamic-effects'
import type { Aim, Rendered, Seen } from './effect'
import { equaliserThirdsDb, filtersThirdsDb, lowCutThirdsDb, THIRDS_HZ } from './tone-response'

/** A line taken out: how far it stands out of what lies beside it, which the cut does not reach. */
export const LINE: Aim = {
  of: 'line',
  atHz: ({ values }) => strongestHz(values),
  predict: ({ values, original: { sampleRate } }) => {
    const [gainDb = 0] = equaliserResponseDb(
      { ...defaultsOf(descriptorOf(EQUALISER_ID)?.parameters ?? []), ...values },
      sampleRate,
      [strongestHz(values)],
      'mid',
    )
    return gainDb
  },
  measure: ({ values, original: { lowEnd: before } }, { analysis: { lowEnd: after } }) => {
    const was = before ? lineStandsOutDb(before, strongestHz(values)) : null
    const is = after ? lineStandsOutDb(after, strongestHz(values)) : null
    return was !== null && is !== null ? is - was : null
  },
}

/** Bands of the equaliser. */
export const TONE: Aim = {
  of: 'level',
  atHz: ({ values }) => strongestHz(values),
  predict: ({ values, original: { sampleRate } }) =>
    levelsAround(strongestHz(values), equaliserThirdsDb(values, sampleRate)),
  measure: (seen, rendered) => {
    const { values, original } = seen
    return ownLevels(
      strongestHz(values),
      equaliserThirdsDb(values, original.sampleRate),
      seen,
      rendered,
    )
  },
}

/** The tone curve where it does the most. */
export const TONE_CURVE: Aim = {
  of: 'level',
  atHz: ({ values }) => strongestOfCurveHz(values),
  predict: ({ values }) => levelsAround(strongestOfCurveHz(values), curveGainsDb(values)),
  measure: ({ values, original }, rendered) =>
    levelsAround(strongestOfCurveHz(values), changesIn(original, rendered)),
}

const strongestOfCurveHz = (values: ParameterValues): number => {
  const gainsDb = curveGainsDb(values)
  const strongest = gainsDb.reduce(
    (most, gainDb, band) => (Math.abs(gainDb) > Math.abs(gainsDb[most] ?? 0) ? band : most),
    0,
  )
  return CURVE_HZ[strongest] ?? 1000
}

/** Where the band of the most gain is. */
const strongestHz = (values: ParameterValues): number => {
  const bands = Array.from({ length: 8 }, (_, index) => bandParameterIds(index + 1))
  const gain = ({ gainDb }: (typeof bands)[number]): number => Math.abs(Number(values[gainDb] ?? 0))
  const strongest = bands.reduce((a, b) => (gain(b) > gain(a) ? b : a))
  return Number(values[strongest.freqHz] ?? 1000)
}

/** What a change of level is told beside. */
const MIDDLE_HZ = [200, 4000] as const

/** Within half an octave of a frequency, beside the mean of the middle. */
const levelsAround = (atHz: number, thirds: readonly number[]): number =>
  meanBetween(thirds, atHz / Math.SQRT2, atHz * Math.SQRT2) - meanBetween(thirds, ...MIDDLE_HZ)

const meanBetween = (thirds: readonly number[], lowHz: number, highHz: number): number => {
  const inside = thirds.filter(
    (_, k) => THIRD_BANDS.centreHz(k) >= lowHz && THIRD_BANDS.centreHz(k) <= highHz,
  )
  return inside.reduce((sum, db) => sum + db, 0) / Math.max(1, inside.length)
}

/** Where spectra begin. */
const LOWEST_HZ = 20

/**
 * A high-pass: what lies below where it begins, as far down as bass is told in bands that rumble under them does not leak
 * into.
 */
export const LOW_CUT: Aim = {
  of: 'level',
  atHz: () => LOWEST_HZ,
  predict: ({ values, original: { sampleRate, lowEnd } }) => {
    const cut = lowCutThirdsDb(values, sampleRate)
    return lowEnd ? lowestChangeDb(lowEnd, (band) => cut[band] ?? 0) : null
  },
  measure: ({ values, recipe, original }, rendered) => {
    const { lowEnd: before, sampleRate } = original
    const { lowEnd: after } = rendered.analysis
    if (!before || !after) return null
    const own = lowCutThirdsDb(values, sampleRate)
    const filters = filtersThirdsDb(recipe, sampleRate)
    const others = own.map((db, k) => (filters[k] ?? 0) - db)
    const level = meanBetween(changesIn(original, rendered), ...MIDDLE_HZ)
    const around = meanBetween(others, ...MIDDLE_HZ)
    return (
      lowestChangeDb(
        before,
        (band) => lowestDb(after, band) - lowestDb(before, band) - (others[band] ?? 0),
      ) -
      (level - around)
    )
  },
}

/** Third octaves of the bass whose centre is no higher than where a low cut begins. */
const LOWEST_BANDS = THIRDS_HZ.flatMap((hz, band) => (hz < 26 ? [band] : []))

/** Level of middle and sides together in a third octave of the bass, dB. */
const lowestDb = ({ midsDb, sidesDb }: LowEnd, band: number): number =>
  powerToDb(10 ** ((midsDb[band] ?? 0) / 10) + 10 ** ((sidesDb[band] ?? 0) / 10))

/** What changes per third octave come to over all of what lies lowest, dB. */
const lowestChangeDb = (lowEnd: LowEnd, changeDb: (band: number) => number): number => {
  const power = (of: (band: number) => number): number =>
    LOWEST_BANDS.reduce((sum, band) => sum + 10 ** ((lowestDb(lowEnd, band) + of(band)) / 10), 0)
  return powerToDb(power(changeDb) / power(() => 0))
}

/**
 * What a filter of a recipe did around a frequency: what its other filters do there is taken off what is measured, as their
 * responses tell it, and what the dynamic equaliser did, as it was logged. `ownDb`: the filter itself, by third octave.
 */
const ownLevels = (
  atHz: number,
  ownDb: readonly number[],
  { recipe, original }: Seen,
  rendered: Rendered,
): number => {
  const { sampleRate } = original
  const filters = filtersThirdsDb(recipe, sampleRate)
  const held = dynamicThirdsDb(recipe, sampleRate, rendered)
  const others = ownDb.map((db, k) => (filters[k] ?? 0) + (held[k] ?? 0) - db)
  return levelsAround(atHz, changesIn(original, rendered)) - levelsAround(atHz, others)
}

/** By third octave, dB. */
const changesIn = (original: Analysis, { analysis }: Rendered): readonly number[] =>
  Array.from(analysis.spectrum.thirdDb, (db, k) => db - (original.spectrum.thirdDb[k] ?? 0))
