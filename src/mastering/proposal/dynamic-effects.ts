import type { Analysis } from '../../analysis/analysis'
import { type FindingKind, foundIn } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import type { ReductionSeries } from '../render/reduction-series'

/** As the band's gain computer has it. */
const KNEE_DB = 6
/** Less is no work. */
const WORKING_DB = 0.1
/** It stands out in the upper half of the moments in which the band works: their middle. */
const WORKING_SHARE = 0.75

/** The band of the dynamic equaliser that a move sets, by its number; null where it sets none. */
const bandOf = (values: ParameterValues): number | null => {
  const key = Object.keys(values).find((id) => /^range\dDb$/.test(id))
  return key ? Number(key[5]) : null
}

/**
 * What a band of the dynamic equaliser takes off while what was found stands out, dB ≥ 0: by its static curve (Giannoulis,
 * Massberg, Reiss 2012) at the level that it stands out to. null where that is not known.
 */
export const expectedHoldDb = (
  values: ParameterValues,
  kind: FindingKind,
  original: Analysis,
): number | null => {
  const n = bandOf(values)
  const standing = foundIn(original).find((finding) => finding.kind === kind)?.standing
  if (n === null || !standing) return null
  const number = (id: string): number => Number(values[id])
  const over = standing.usualDb + standing.overDb - number(`threshold${n}Db`)
  const excess =
    over >= KNEE_DB / 2 ? over : over > -KNEE_DB / 2 ? (over + KNEE_DB / 2) ** 2 / (2 * KNEE_DB) : 0
  return Math.min(excess * (1 - 1 / number(`ratio${n}`)), Math.abs(number(`range${n}Db`)))
}

/** What it did take off while that stood out, dB ≥ 0; null where it was not rendered. */
export const measuredHoldDb = (
  values: ParameterValues,
  recipe: Recipe,
  reductions: readonly ReductionSeries[],
): number | null => {
  const n = bandOf(values)
  const set = settingsOf(recipe, 'dynamic-eq')?.values ?? {}
  const series = reductions.find(({ moduleId }) => moduleId === 'dynamic-eq')
  if (n === null || !series) return null
  // Bands that are off are not logged.
  const before = Array.from({ length: n - 1 }, (_, k) => k + 1).filter(
    (band) => set[`shape${band}`] !== 'off' && Number(set[`range${band}Db`]) !== 0,
  )
  const working = (series.bandsDb[before.length] ?? new Float32Array(0))
    .filter((db) => db > WORKING_DB)
    .toSorted()
  return working[Math.floor(WORKING_SHARE * working.length)] ?? 0
}
