import { THIRD_BANDS } from '../../analysis/spectrum'
import { equaliserResponseDb } from '../../chain/modules/equaliser'
import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { defaultsOf, type ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { descriptorOf } from '../../chain/registry'
import { dbToAmplitude, powerToDb } from '../../core/decibels'
import { bandSection } from '../../dsp/dynamics/dynamic-band'
import { butterworthHighPass, type Slope } from '../../dsp/filters/filter-design'
import { type Biquad, magnitudeDb } from '../../dsp/filters/section'

/** Centres of the third octaves that spectra are told in. */
export const THIRDS_HZ: readonly number[] = Array.from({ length: THIRD_BANDS.count }, (_, k) =>
  THIRD_BANDS.centreHz(k),
)

const inThirds = (sections: readonly Biquad[], sampleRate: number): readonly number[] =>
  THIRDS_HZ.map((freqHz) => magnitudeDb(sections, freqHz, sampleRate))

/** Bands of the equaliser on the middle, by third octave, dB; those that are not set as they start. */
export const equaliserThirdsDb = (
  values: ParameterValues,
  sampleRate: number,
): readonly number[] => {
  const defaults = defaultsOf(descriptorOf(EQUALISER_ID)?.parameters ?? [])
  return equaliserResponseDb({ ...defaults, ...values }, sampleRate, THIRDS_HZ, 'mid')
}

/** The low cut of the input, likewise. */
export const lowCutThirdsDb = (values: ParameterValues, sampleRate: number): readonly number[] =>
  values.highPassSlope === undefined || values.highPassSlope === 'off'
    ? THIRDS_HZ.map(() => 0)
    : inThirds(
        butterworthHighPass(
          Number(values.highPassHz),
          Number(values.highPassSlope) as Slope,
          sampleRate,
        ),
        sampleRate,
      )

/** What a recipe's filters do ahead of everything that follows the music, by third octave, dB. */
export const filtersThirdsDb = (recipe: Recipe, sampleRate: number): readonly number[] => {
  const valuesOf = (id: string): ParameterValues => {
    const settings = settingsOf(recipe, id)
    return settings?.on ? settings.values : {}
  }
  const lowCut = lowCutThirdsDb(valuesOf('input'), sampleRate)
  const equaliser = equaliserThirdsDb(valuesOf(EQUALISER_ID), sampleRate)
  return THIRDS_HZ.map((_, k) => (lowCut[k] ?? 0) + (equaliser[k] ?? 0))
}

/** A bell of the dynamic equaliser. */
interface Bell {
  readonly freqHz: number
  readonly q: number
}

const bellThirdsDb = (bell: Bell, sampleRate: number): readonly number[] =>
  inThirds([bandSection({ shape: 'bell', ...bell }, sampleRate)], sampleRate)

/** What such a bell does on average that took off `heldDb` from moment to moment, by third octave, dB ≤ 0. */
export const heldThirdsDb = (
  bell: Bell,
  heldDb: Float32Array,
  sampleRate: number,
): readonly number[] => {
  const meanOf = (of: (gain: number) => number): number =>
    heldDb.reduce((sum, db) => sum + of(dbToAmplitude(-db) - 1), 0) / Math.max(1, heldDb.length)
  const [once, twice] = [meanOf((gain) => gain), meanOf((gain) => gain * gain)]
  // |1 + g·H|², where a band-pass of this kind has Re H = |H|².
  return bellThirdsDb(bell, sampleRate).map((db) =>
    powerToDb(1 + (2 * once + twice) * dbToAmplitude(db) ** 2),
  )
}

/** By how much a response lifts what such a bell hears beside the whole of a spectrum, dB. Both by third octave. */
export const liftedDb = (
  bell: Bell,
  responseDb: readonly number[],
  spectrumDb: ArrayLike<number>,
  sampleRate: number,
): number => {
  const ownDb = bellThirdsDb(bell, sampleRate)
  const power = (ofDb: (k: number) => number): number =>
    THIRDS_HZ.reduce((sum, _, k) => sum + 10 ** (((spectrumDb[k] ?? 0) + ofDb(k)) / 10), 0)
  const change = (ofDb: (k: number) => number): number =>
    power((k) => ofDb(k) + (responseDb[k] ?? 0)) / power(ofDb)
  return powerToDb(change((k) => ownDb[k] ?? 0) / change(() => 0))
}
