import { DE_ESSER } from '../../analysis/evidence/de-esser-levels'
import type { HeardLevels } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import { staticReductionDb } from './static-reduction'

/** Steep, so that little room lies between what is left alone and what is held. */
const LAW = { ratio: 6, rangeDb: -4 } as const
/** What is to come off in the middle event, dB … */
const WANTED_DB = 3
/** … and what may come off on average while nothing stands out: this goes first. */
const BETWEEN_DB = 0.2
/** Where no more than this is left for the events, they cannot be told from the rest. */
const LEAST_DB = 0.5
/** As the dynamic equaliser's thresholds are set. */
const STEP_DB = 0.5
const [LOWEST_DB, HIGHEST_DB] = [-60, 0]

/** What a de-esser takes off in the middle event, and between events on average, dB ≥ 0, by its static curve. */
export const deEsserReductions = (
  { eventsDb, betweenDb }: HeardLevels,
  thresholdDb: number,
  { ratio, rangeDb }: { readonly ratio: number; readonly rangeDb: number } = LAW,
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
export const deEsserThresholdDb = (heard: HeardLevels | undefined): number | null => {
  if (!heard || heard.eventsDb.length === 0) return null
  for (let thresholdDb = HIGHEST_DB; thresholdDb >= LOWEST_DB; thresholdDb -= STEP_DB) {
    const { eventsDb } = deEsserReductions(heard, thresholdDb)
    const { betweenDb } = deEsserReductions(heard, thresholdDb - STEP_DB)
    if (eventsDb >= WANTED_DB || betweenDb > BETWEEN_DB)
      return eventsDb >= LEAST_DB ? thresholdDb : null
  }
  return null
}

/** The settings of a band of the dynamic equaliser that de-esses; null where it could not tell an s from the rest. */
export const deEsserValues = (
  band: number,
  heard: HeardLevels | undefined,
): ParameterValues | null => {
  const thresholdDb = deEsserThresholdDb(heard)
  return thresholdDb === null
    ? null
    : {
        [`shape${band}`]: 'bell',
        [`freq${band}Hz`]: DE_ESSER.freqHz,
        [`q${band}`]: DE_ESSER.q,
        [`detector${band}`]: 'relative',
        [`threshold${band}Db`]: thresholdDb,
        [`ratio${band}`]: LAW.ratio,
        [`range${band}Db`]: LAW.rangeDb,
        [`attack${band}Ms`]: DE_ESSER.attackMs,
        [`release${band}Ms`]: DE_ESSER.releaseMs,
      }
}
