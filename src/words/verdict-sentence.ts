import { unreachable } from '../core/assert'
import type { LandingFigures, MissReason, Verdict } from '../mastering/landing/verdict'
import { formatGrouped, formatNumber } from './format'

export interface VerdictWords {
  /** The answer in two or three words. */
  readonly headline: string
  readonly detail: string
}

/** The landing in words: what was reached; for a miss by how much, what stopped it, and what to try. */
export const verdictWords = (verdict: Verdict): VerdictWords => {
  switch (verdict.status) {
    case 'hit':
      return { headline: 'On target.', detail: `${reached(verdict)} ${price(verdict)}` }
    case 'missed':
      if (verdict.reason === 'damage')
        return { headline: 'Stopped where it starts to hurt.', detail: stoppedShort(verdict) }
      return {
        headline: `Missed by ${formatNumber(Math.abs(verdict.missLu), 1)} LU.`,
        detail: `${reached(verdict)} ${stopped(verdict.reason, verdict)}`,
      }
    case 'unmeasurable':
      return verdict.reason === 'silent'
        ? {
            headline: 'Nothing to land.',
            detail:
              'The file is silent, so there is no loudness to bring to a target. Check the export and open it again.',
          }
        : {
            headline: 'Too short to land.',
            detail:
              'Loudness needs at least 400 ms of audio. The ceiling still holds; set the level by ear with the input gain.',
          }
    default:
      return unreachable(verdict)
  }
}

const reached = ({ integratedLufs, truePeakDbtp }: LandingFigures): string =>
  `${formatNumber(integratedLufs, 2)} LUFS, ${formatNumber(truePeakDbtp, 2)} dBTP.`

/** Less than this is not worth a word. */
const NOTABLE_LU = 0.5

/** What reaching the target took. */
const price = (verdict: LandingFigures): string =>
  [cancelled(verdict), limiterWork(verdict), lowsTurnedDown(verdict), dynamicsLost(verdict)]
    .filter(Boolean)
    .join(' ')

const cancelled = ({ cancelledPeaks, deepestCancelledDb }: LandingFigures): string => {
  if (cancelledPeaks <= 0) return ''
  const peaks = cancelledPeaks === 1 ? 'peak' : 'peaks'
  return `${formatGrouped(cancelledPeaks)} ${peaks} cancelled, ${formatNumber(deepestCancelledDb, 1)} dB at most.`
}

const limiterWork = ({
  limitedShare,
  maximumReductionDb,
  averageReductionDb,
  lowMaximumReductionDb,
  cancelledPeaks,
}: LandingFigures): string => {
  const isElsewhere = cancelledPeaks > 0 || lowMaximumReductionDb > 0
  if (limitedShare <= 0) return isElsewhere ? '' : 'The limiter had nothing to do.'
  const percent = limitedShare * 100
  const share = percent < 1 ? 'less than 1' : String(Math.round(percent))
  const average = formatNumber(averageReductionDb, 1)
  return `The limiter worked on ${share} % of the track, ${formatNumber(maximumReductionDb, 1)} dB at most, ${average} on average.`
}

/** Less than this is not worth a word. */
const NOTABLE_LOW_DB = 0.1

const lowsTurnedDown = ({
  lowMaximumReductionDb,
  lowAverageReductionDb,
}: LandingFigures): string =>
  lowMaximumReductionDb < NOTABLE_LOW_DB
    ? ''
    : `Lows under 200 Hz turned down by ${formatNumber(lowMaximumReductionDb, 1)} dB at most, ${formatNumber(lowAverageReductionDb, 1)} on average, to spare the rest.`

const dynamicsLost = ({ crestLostLu, rangeLostLu }: LandingFigures): string => {
  const range = rangeLostLu ?? 0
  const losses = [
    ...(crestLostLu >= NOTABLE_LU ? [`peak to loudness ${formatNumber(crestLostLu, 1)} LU`] : []),
    ...(range >= NOTABLE_LU ? [`loudness range ${formatNumber(range, 1)} LU`] : []),
  ]
  return losses.length > 0 ? `Less by landing: ${losses.join(', ')}.` : ''
}

const stoppedShort = (verdict: LandingFigures): string =>
  `${reached(verdict)} ${formatNumber(verdict.targetLufs - verdict.integratedLufs, 1)} LU under the target: louder would be heard more than you allow.`

const stopped = (
  reason: Exclude<MissReason, 'damage'>,
  { targetLufs, ceilingDbtp }: LandingFigures,
): string => {
  const target = `${formatNumber(targetLufs, 1)} LUFS`
  switch (reason) {
    case 'saturated':
      return `${target} cannot be reached under ${formatNumber(ceilingDbtp, 1)} dBTP: driven harder, this sound gets no louder. This is the nearest; raise the ceiling, or lower the target.`
    case 'limiter-off':
      return `The limiter is off and peaks already touch ${formatNumber(ceilingDbtp, 1)} dBTP. Switch the limiter on, or lower the target.`
    case 'drive-range':
      return 'The mix is so quiet that the gain is at its end. Raise the input gain, or export the mix louder.'
    case 'codec':
      return 'The codec leaves that out of the master, which is on its target. Try a higher quality, or a lossless format.'
    case 'not-converged':
      return 'The loudness did not settle on the target. Change the target by a tenth, or use less compression.'
    default:
      return unreachable(reason)
  }
}
