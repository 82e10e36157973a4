import type { Analysis } from '../../analysis/analysis'
import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import { LIMITER_ID } from '../../chain/limiter-split'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { expectedCompressionDb } from './expected-compression'
import { ALL_TURNED_DOWN, lowBandOf } from './low-band-landing'
import { maskingSteps } from './masking-steps'
import { MAXIMUM_DRIVE_DB } from './solve-drive'
import type { Verdict } from './verdict'

/** The newest master of the same track. */
export interface LastLanding {
  /** As rendered. */
  readonly recipe: Recipe
  readonly verdict: Verdict
}

/**
 * A landing to listen with until the real one is solved: the last one moved by what target and ceiling moved, or without one
 * the difference in level. Without a limiter the drive is held where the original's true peak would pass the ceiling.
 */
export const estimateLanding = (
  recipe: Recipe,
  original: Analysis,
  last: LastLanding | null,
): Landing => {
  const { ceilingDbtp, marginDb } = recipe.landing
  const limited = settingsOf(recipe, LIMITER_ID)?.on === true
  const roomDb = ceilingDbtp - marginDb - original.truePeakDbtp
  const mostDb = limited ? MAXIMUM_DRIVE_DB : roomDb
  const budgetDb = maskingSteps(recipe)[0]?.budgetDb ?? recipe.landing.budgetDb
  if (last) {
    const landed = last.recipe.landing
    const ceilingDb = ceilingDbtp - landed.ceilingDbtp
    const compressionDb =
      expectedCompressionDb(recipe, original) - expectedCompressionDb(last.recipe, original)
    const stepDb = stepOf(recipe.targetLufs, last, ceilingDb) + compressionDb
    const most = Math.max(mostDb, landed.driveDb + ceilingDb)
    const driveDb = Math.min(landed.driveDb + stepDb, most)
    return withLanding(recipe, {
      driveDb,
      marginDb: landed.marginDb,
      ...lowBandOf(landed),
      budgetDb: Math.max(budgetDb, landed.budgetDb),
    }).landing
  }
  const { integratedLufs } = original.loudness
  if (integratedLufs === null || !Number.isFinite(integratedLufs)) {
    const driveDb = limited ? 0 : Math.min(0, roomDb)
    return withLanding(recipe, { driveDb, budgetDb, ...ALL_TURNED_DOWN }).landing
  }
  const driveDb = Math.min(recipe.targetLufs - integratedLufs, mostDb)
  return withLanding(recipe, { driveDb, budgetDb, ...ALL_TURNED_DOWN }).landing
}

/** dB from the last drive: towards the target, but where a limit stopped the last one only as far as there is new room. */
const stepOf = (
  targetLufs: number,
  { recipe, verdict }: LastLanding,
  ceilingDb: number,
): number => {
  if (verdict.status === 'missed') return Math.min(targetLufs - verdict.integratedLufs, ceilingDb)
  return targetLufs - recipe.targetLufs
}
