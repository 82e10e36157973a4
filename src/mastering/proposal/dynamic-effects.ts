import { type Found, foundIn, type Place } from '../../analysis/findings/finding'
import { median } from '../../analysis/findings/rows'
import type { ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { dbToAmplitude } from '../../core/decibels'
import { expectedCompressionDb } from '../landing/expected-compression'
import type { ReductionSeries } from '../render/reduction-series'
import { deEsserReductions } from './de-esser'
import type { Aim, Rendered, Seen } from './effect'
import { staticReductionDb } from './static-reduction'

/** Less is no work. */
const WORKING_DB = 0.1
/** It stands out in the upper half of the moments in which the band works: their middle. */
const WORKING_SHARE = 0.75

/** The band of the dynamic equaliser that a move sets, by its number; null where it sets none. */
const bandOf = (values: ParameterValues): number | null => {
  const key = Object.keys(values).find((id) => /^range\dDb$/.test(id))
  return key ? Number(key[5]) : null
}

const bandIn = (values: ParameterValues) => {
  const n = bandOf(values)
  if (n === null) return null
  const number = (id: string): number => Number(values[`${id}${n}${id === 'ratio' ? '' : 'Db'}`])
  return { thresholdDb: number('threshold'), ratio: number('ratio'), rangeDb: number('range') }
}

const answered = ({ finding, original }: Seen): Found | undefined =>
  foundIn(original).find(({ kind }) => kind === finding)

/** What that band took off, hop by hop; null where it was not logged. */
const heldIn = (
  values: ParameterValues,
  recipe: Recipe,
  { reductions }: Rendered,
): { readonly hopSeconds: number; readonly heldDb: Float32Array } | null => {
  const n = bandOf(values)
  const set = settingsOf(recipe, 'dynamic-eq')?.values ?? {}
  const series = reductions.find(({ moduleId }) => moduleId === 'dynamic-eq')
  if (n === null || !series) return null
  // Bands that are off are not logged.
  const before = Array.from({ length: n - 1 }, (_, k) => k + 1).filter(
    (band) => set[`shape${band}`] !== 'off' && Number(set[`range${band}Db`]) !== 0,
  )
  const heldDb = series.bandsDb[before.length] ?? new Float32Array(0)
  return { hopSeconds: series.hopSeconds, heldDb }
}

/** What is taken off while what was found stands out, dB ≥ 0, at the level that it stands out to. */
export const HELD: Aim = {
  of: 'held',
  predict: (seen) => {
    const standing = answered(seen)?.standing
    const band = bandIn(seen.values)
    if (!standing || !band) return null
    const overDb = standing.usualDb + standing.overDb - band.thresholdDb
    return staticReductionDb(overDb, band.ratio, band.rangeDb)
  },
  measure: ({ values, recipe }, rendered) => {
    const held = heldIn(values, recipe, rendered)
    if (!held) return null
    const working = held.heldDb.filter((db) => db > WORKING_DB).toSorted()
    return working[Math.floor(WORKING_SHARE * working.length)] ?? 0
  },
}

/** The same of s sounds, each of which has its place: of the middle one. */
export const SIBILANCE_HELD: Aim = {
  of: 'held',
  predict: (seen) => {
    const heard = answered(seen)?.standing?.heard
    const band = bandIn(seen.values)
    return heard && band ? deEsserReductions(heard, band.thresholdDb, band).eventsDb : null
  },
  measure: (seen, rendered) => {
    const held = heldIn(seen.values, seen.recipe, rendered)
    const places = answered(seen)?.places ?? []
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
