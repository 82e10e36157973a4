import type { Place } from '../../analysis/findings/answer'
import { type Found, foundIn } from '../../analysis/findings/finding'
import { median } from '../../analysis/findings/rows'
import type { ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { dbToAmplitude } from '../../core/decibels'
import { expectedCompressionDb } from '../landing/expected-compression'
import type { ReductionSeries } from '../render/reduction-series'
import type { Aim, Rendered, Seen } from './effect'
import { heldReductions } from './holding'
import { filtersThirdsDb, heldThirdsDb, liftedDb, THIRDS_HZ } from './tone-response'

/** The band of the dynamic equaliser that a move sets, by its number; null where it sets none. */
const bandOf = (values: ParameterValues): number | null => {
  const key = Object.keys(values).find((id) => /^range\dDb$/.test(id))
  return key ? Number(key[5]) : null
}

/** What a band of the dynamic equaliser is set to. */
const bandAt = (values: ParameterValues, n: number) => {
  const number = (before: string, behind: string): number => Number(values[before + n + behind])
  return {
    freqHz: number('freq', 'Hz'),
    q: number('q', ''),
    thresholdDb: number('threshold', 'Db'),
    ratio: number('ratio', ''),
    rangeDb: number('range', 'Db'),
  }
}

const answered = ({ finding, original }: Seen): Found | undefined =>
  foundIn(original).find(({ kind }) => kind === finding)

/** What that band took off, hop by hop; null where it was not logged. */
const heldBy = (
  n: number,
  recipe: Recipe,
  { reductions }: Rendered,
): { readonly hopSeconds: number; readonly heldDb: Float32Array } | null => {
  const series = reductions.find(({ moduleId }) => moduleId === 'dynamic-eq')
  if (!series) return null
  const heldDb = series.bandsDb[bandsAtWork(recipe).indexOf(n)]
  return heldDb ? { hopSeconds: series.hopSeconds, heldDb } : null
}

/** Numbers of the bands that are logged: the others are off. */
const bandsAtWork = (recipe: Recipe): readonly number[] => {
  const set = settingsOf(recipe, 'dynamic-eq')?.values ?? {}
  return [1, 2, 3].filter(
    (band) => set[`shape${band}`] !== 'off' && Number(set[`range${band}Db`]) !== 0,
  )
}

/** What all bands of the dynamic equaliser did to a spectrum on average, by third octave, dB ≤ 0. */
export const dynamicThirdsDb = (
  recipe: Recipe,
  sampleRate: number,
  rendered: Rendered,
): readonly number[] => {
  const values = settingsOf(recipe, 'dynamic-eq')?.values ?? {}
  const bands = bandsAtWork(recipe).flatMap((n) => {
    const held = heldBy(n, recipe, rendered)
    return held ? [heldThirdsDb(bandAt(values, n), held.heldDb, sampleRate)] : []
  })
  return THIRDS_HZ.map((_, k) => bands.reduce((sum, band) => sum + (band[k] ?? 0), 0))
}

/** What is taken off while what was found stands out, dB ≥ 0: of the middle one of the moments in which it does. */
export const HELD: Aim = {
  of: 'held',
  predict: (seen) => {
    const heard = answered(seen)?.standing?.heard
    const n = bandOf(seen.values)
    if (!heard || n === null) return null
    const band = bandAt(seen.values, n)
    const { recipe, original } = seen
    // What the filters ahead lift stands out by so much more.
    const lifted = liftedDb(
      band,
      filtersThirdsDb(recipe, original.sampleRate),
      original.spectrum.thirdDb,
      original.sampleRate,
    )
    return heldReductions(heard, band.thresholdDb - lifted, band).eventsDb
  },
  measure: (seen, rendered) => {
    const n = bandOf(seen.values)
    const held = n === null ? null : heldBy(n, seen.recipe, rendered)
    const places = answered(seen)?.standing?.heard?.places ?? []
    if (!held || places.length === 0) return null
    const most = ({ startSeconds, endSeconds }: Place): number =>
      Math.max(
        0,
        ...held.heldDb.subarray(
          Math.floor(startSeconds / held.hopSeconds),
          Math.ceil(endSeconds / held.hopSeconds),
        ),
      )
    return median(places.map(most))
  },
}

export const COMPRESSION: Aim = {
  of: 'compression',
  predict: ({ recipe, original }) => expectedCompressionDb(recipe, original),
  measure: (_, { reductions }) => {
    const taken = firstBand(reductions, 'bus-compressor')
    return taken && taken.length > 0 ? taken.reduce((sum, db) => sum + db, 0) / taken.length : null
  },
}

/** What tape takes off the highest peaks: tanh, of which a share is mixed in. */
export const TAPE_PEAKS: Aim = {
  of: 'peaks',
  predict: ({ values, original: { samplePeakDbfs } }) => {
    const level = dbToAmplitude(Number(values.driveDb) + samplePeakDbfs)
    const share = Number(values.mixPercent) / 100
    return level > 0 ? -20 * Math.log10(1 + share * (Math.tanh(level) / level - 1)) : null
  },
  measure: (_, { reductions }) => {
    const taken = firstBand(reductions, 'saturation')
    return taken ? taken.reduce((most, db) => Math.max(most, db), 0) : null
  },
}

const firstBand = (series: readonly ReductionSeries[], id: string): Float32Array | undefined =>
  series.find(({ moduleId }) => moduleId === id)?.bandsDb[0]
