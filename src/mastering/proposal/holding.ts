import type { HeardLevels } from '../../analysis/findings/answer'
import { staticReductionDb } from './static-reduction'

/** How a band of the dynamic equaliser holds what stands out. */
export interface HoldingLaw {
  readonly ratio: number
  readonly rangeDb: number
  /** What is to come off in the middle event, dB. */
  readonly wantedDb: number
}

/** What may come off on average while nothing stands out, dB: this goes before what is wanted. */
const BETWEEN_DB = 0.2
/** Where no more than this is left for the events, they cannot be told from the rest. */
const LEAST_DB = 0.5
/** As the dynamic equaliser's thresholds are set. */
const STEP_DB = 0.5
const [LOWEST_DB, HIGHEST_DB] = [-60, 0]

/** What a band takes off in the middle event, and between events on average, dB ≥ 0, by its static curve. */
export const heldReductions = (
  { eventsDb, betweenDb }: HeardLevels,
  thresholdDb: number,
  { ratio, rangeDb }: Pick<HoldingLaw, 'ratio' | 'rangeDb'>,
): { readonly eventsDb: number; readonly betweenDb: number } => {
  const at = (levelDb: number): number => staticReductionDb(levelDb - thresholdDb, ratio, rangeDb)
  return {
    eventsDb: at(eventsDb[eventsDb.length >> 1] ?? Number.NEGATIVE_INFINITY),
    betweenDb:
      betweenDb.reduce((sum, levelDb) => sum + at(levelDb), 0) / Math.max(1, betweenDb.length),
  }
}

/**
 * The highest threshold that takes enough off the events, unless that holds what lies between them: then the lowest that does
 * not. null where nothing was heard, or where that leaves the events alone.
 */
export const heldThresholdDb = (heard: HeardLevels | undefined, law: HoldingLaw): number | null => {
  if (!heard || heard.eventsDb.length === 0) return null
  for (let thresholdDb = HIGHEST_DB; thresholdDb >= LOWEST_DB; thresholdDb -= STEP_DB) {
    const { eventsDb } = heldReductions(heard, thresholdDb, law)
    const { betweenDb } = heldReductions(heard, thresholdDb - STEP_DB, law)
    if (eventsDb >= law.wantedDb || betweenDb > BETWEEN_DB)
      return eventsDb >= LEAST_DB ? thresholdDb : null
  }
  return null
}
