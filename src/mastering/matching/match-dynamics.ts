import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { MatchedModule } from '../../chain/match'

/** Steeper is no bus compressor any more. */
const LARGEST_RATIO = 2.5
/** What is taken off the loudest moments at most, dB. */
const LARGEST_REDUCTION_DB = 3
/** A smaller difference is left as it is, dB. */
const SMALLEST_DB = 0.3
const KNEE_DB = 6

/** How far the loud moments stand over the quiet ones within the loud part, dB. */
const spreadDb = ({ levels }: Fingerprint): number => levels.p95Db - levels.p10Db

/** What has to come off the loudest moments of `target`, dB ≥ 0: a denser track is never expanded. */
export const excessDb = (reference: Fingerprint, target: Fingerprint): number =>
  Math.max(0, spreadDb(target) - spreadDb(reference))

/**
 * A compressor that takes `wantedDb` off the level that 95 % of the loud part stay below. It starts at its median:
 * the static curve moves percentiles as it moves levels, so the ratio follows at once. null where that is too little
 * to matter.
 */
export const dynamicsSettings = (
  { levels }: Fingerprint,
  wantedDb: number,
): MatchedModule | null => {
  const reductionDb = Math.min(LARGEST_REDUCTION_DB, wantedDb)
  const overDb = levels.p95Db - levels.p50Db
  if (reductionDb < SMALLEST_DB || overDb <= 0) return null
  const slope = Math.min(1 - 1 / LARGEST_RATIO, reductionDb / overDb)
  return {
    moduleId: 'bus-compressor',
    values: {
      thresholdDb: Math.round(levels.p50Db * 2) / 2,
      ratio: Math.round(100 / (1 - slope)) / 100,
      kneeDb: KNEE_DB,
      attackMs: 30,
      releaseMs: 200,
      link: 'power',
      sidechainHighPassHz: 20,
    },
  }
}
