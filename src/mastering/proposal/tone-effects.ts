import { THIRD_BANDS } from '../../analysis/spectrum'
import { equaliserResponseDb } from '../../chain/modules/equaliser'
import { bandParameterIds, EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { CURVE_HZ, curveGainsDb } from '../../chain/modules/tone-curve/curve'
import { defaultsOf, type ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { descriptorOf } from '../../chain/registry'
import { butterworthHighPass, type Slope } from '../../dsp/filters/filter-design'
import { magnitudeDb } from '../../dsp/filters/section'
import type { Effect, Spectra } from './effects'

/** What is taken out of a line. No spectrum of a whole master is fine enough to measure it between bass notes. */
export const lineEffect = (values: ParameterValues, sampleRate: number): Effect => {
  const atHz = strongestHz(values)
  const all = { ...defaultsOf(descriptorOf(EQUALISER_ID)?.parameters ?? []), ...values }
  const [predicted = 0] = equaliserResponseDb(all, sampleRate, [atHz], 'mid')
  return { of: 'line', atHz, predicted, measured: null }
}

/** The effect of bands of the equaliser: what others of them do at the same place is taken off what is measured, as predicted. */
export const levelEffect = (
  values: ParameterValues,
  recipe: Recipe,
  sampleRate: number,
  spectra: Spectra | null,
): Effect => {
  const atHz = strongestHz(values)
  const own = levelsAround(atHz, responseDb(values, sampleRate))
  const all = settingsOf(recipe, EQUALISER_ID)
  const others = levelsAround(atHz, responseDb(all?.values ?? {}, sampleRate)) - own
  const changes = changesIn(spectra)
  const measured = changes ? levelsAround(atHz, changes) - others : null
  return {
    of: 'level',
    atHz,
    predicted: own,
    measured: measured !== null && Number.isFinite(measured) ? measured : null,
  }
}

/** The effect of the tone curve where it does the most. */
export const curveEffect = (values: ParameterValues, spectra: Spectra | null): Effect => {
  const gainsDb = curveGainsDb(values)
  const strongest = gainsDb.reduce(
    (most, gainDb, band) => (Math.abs(gainDb) > Math.abs(gainsDb[most] ?? 0) ? band : most),
    0,
  )
  const atHz = CURVE_HZ[strongest] ?? 1000
  const changes = changesIn(spectra)
  const measured = changes ? levelsAround(atHz, changes) : Number.NaN
  return {
    of: 'level',
    atHz,
    predicted: levelsAround(atHz, gainsDb),
    measured: Number.isFinite(measured) ? measured : null,
  }
}

/** Where the band of the most gain is. */
const strongestHz = (values: ParameterValues): number => {
  const bands = Array.from({ length: 8 }, (_, index) => bandParameterIds(index + 1))
  const gain = ({ gainDb }: (typeof bands)[number]): number => Math.abs(Number(values[gainDb] ?? 0))
  const strongest = bands.reduce((a, b) => (gain(b) > gain(a) ? b : a))
  return Number(values[strongest.freqHz] ?? 1000)
}

const responseDb = (values: ParameterValues, sampleRate: number): readonly number[] => {
  const all = { ...defaultsOf(descriptorOf(EQUALISER_ID)?.parameters ?? []), ...values }
  const centres = Array.from({ length: THIRD_BANDS.count }, (_, k) => THIRD_BANDS.centreHz(k))
  return equaliserResponseDb(all, sampleRate, centres, 'mid')
}

/** Within half an octave of a frequency, beside the mean from 200 Hz to 4 kHz. */
const levelsAround = (atHz: number, thirds: readonly number[]): number =>
  meanBetween(thirds, atHz / Math.SQRT2, atHz * Math.SQRT2) - meanBetween(thirds, 200, 4000)

const meanBetween = (thirds: readonly number[], lowHz: number, highHz: number): number => {
  const inside = thirds.filter(
    (_, k) => THIRD_BANDS.centreHz(k) >= lowHz && THIRD_BANDS.centreHz(k) <= highHz,
  )
  return inside.reduce((sum, db) => sum + db, 0) / Math.max(1, inside.length)
}

/** The effect of a high-pass: the octave below where it begins. */
export const rumbleEffect = (
  fromHz: number,
  slope: Slope,
  sampleRate: number,
  spectra: Spectra | null,
): Effect => {
  const sections = butterworthHighPass(fromHz, slope, sampleRate)
  const response = Array.from({ length: THIRD_BANDS.count }, (_, k) =>
    magnitudeDb(sections, THIRD_BANDS.centreHz(k), sampleRate),
  )
  const changes = changesIn(spectra)
  const measured = changes ? levelsAround(LOWEST_HZ, changes) : Number.NaN
  return {
    of: 'level',
    atHz: LOWEST_HZ,
    predicted: levelsAround(LOWEST_HZ, response),
    measured: Number.isFinite(measured) ? measured : null,
  }
}

/** Where spectra begin. */
const LOWEST_HZ = 20

/** By third octave, dB; null where there is no master. */
const changesIn = (spectra: Spectra | null): readonly number[] | null =>
  spectra && Array.from(spectra.master.thirdDb, (db, k) => db - (spectra.original.thirdDb[k] ?? 0))
