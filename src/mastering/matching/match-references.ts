import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import type { MatchAmounts, MatchedModule, MatchResult } from '../../chain/match'
import type { JobContext } from '../../core/job'
import { dynamicsSettings, excessDb } from './match-dynamics'
import { matchedLufs } from './match-loudness'
import { matchName } from './match-name'
import { widthGainsDb, widthSettings, widthsDb } from './match-width'
import { type ToneCurve, toneCurve } from './tone-curve'
import { toneSettings } from './tone-settings'
import { weightedMiddle } from './weighted-middle'

/** A reference as it counts for one track. */
export interface WeightedReference {
  readonly name: string
  readonly fingerprint: Fingerprint
  /** 0…100 */
  readonly weightPercent: number
}

/** Side against mid: from here on bass counts as wide (the finding says the same of a track). */
const WIDE_BASS_DB = -6

/** What references come to for a track. */
export interface Match extends MatchResult {
  /** LUFS, integrated; null where no reference is asked for its loudness, or none has one. */
  readonly targetLufs: number | null
}

/**
 * Settings that bring a track to its references: tone by the equaliser or the tone curve, width by the stereo module, dynamics
 * by the bus compressor. Weights count against each other, and the heaviest is the share of the way that is gone;
 * `amounts` are that share for each side by itself; loudness
 * goes from `ownTargetLufs`, where the track is headed without them. A track matched to itself gives no settings. null where no
 * reference has any weight.
 */
export const matchReferences = async (
  target: Fingerprint,
  references: readonly WeightedReference[],
  amounts: MatchAmounts,
  ownTargetLufs: number,
  job: JobContext,
): Promise<Match | null> => {
  const counted = references.filter(({ weightPercent }) => weightPercent > 0)
  if (counted.length === 0) return null
  const weights = counted.map(({ weightPercent }) => weightPercent / 100)
  const share = (percent: number): number => (Math.max(...weights) * percent) / 100
  const middle = (value: (reference: Fingerprint) => number): number =>
    weightedMiddle(
      counted.map(({ fingerprint }) => value(fingerprint)),
      weights,
    )

  const toneShare = share(amounts.tonePercent)
  const curve = middleCurve(
    counted.map(({ fingerprint }) => toneCurve(fingerprint, target, toneShare)),
    weights,
  )
  const gainsDb = [0, 1, 2].map(
    (band) =>
      share(amounts.widthPercent) *
      middle((fingerprint) => widthGainsDb(fingerprint, target)[band] ?? 0),
  )
  const hasWideBass =
    middle((fingerprint) => widthsDb(fingerprint)[0] ?? Number.NEGATIVE_INFINITY) > WIDE_BASS_DB
  const wantedDb =
    share(amounts.dynamicsPercent) * middle((fingerprint) => excessDb(fingerprint, target))
  const settings = [
    await toneSettings(curve, target.sampleRate, job),
    dynamicsSettings(target, wantedDb),
    widthSettings(gainsDb),
  ]
  return {
    name: matchName(counted),
    ...(hasWideBass && { hasWideBass }),
    settings: settings.filter((module): module is MatchedModule => module !== null),
    targetLufs: targetLufsOf(counted, target, share(amounts.loudnessPercent), ownTargetLufs),
  }
}

const targetLufsOf = (
  references: readonly WeightedReference[],
  target: Fingerprint,
  share: number,
  ownLufs: number,
): number | null => {
  const loud = references.flatMap(({ fingerprint, weightPercent }) => {
    const lufs = matchedLufs(fingerprint, target)
    return lufs === null ? [] : [{ lufs, weightPercent }]
  })
  if (share === 0 || loud.length === 0) return null
  const wantedLufs = weightedMiddle(
    loud.map(({ lufs }) => lufs),
    loud.map(({ weightPercent }) => weightPercent),
  )
  return ownLufs + share * (wantedLufs - ownLufs)
}

/** The middle of several curves, band by band; a band counts by how much it is worth hitting in each. */
const middleCurve = (curves: readonly ToneCurve[], weights: readonly number[]): ToneCurve => {
  const freqsHz = curves[0]?.freqsHz ?? []
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const at = (band: number): readonly number[] =>
    curves.map((curve, index) => (weights[index] ?? 0) * (curve.weights[band] ?? 0))
  return {
    freqsHz,
    gainsDb: freqsHz.map((_, band) => {
      const counts = at(band)
      return weightedMiddle(
        curves.map(({ gainsDb }) => gainsDb[band] ?? 0),
        // Where none of them says anything for certain, all count by their weight.
        counts.some((count) => count > 0) ? counts : weights,
      )
    }),
    weights: freqsHz.map((_, band) => at(band).reduce((sum, weight) => sum + weight, 0) / total),
  }
}
