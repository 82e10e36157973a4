import { unreachable } from '../core/assert'
import type { LandingFigures, MissReason, Verdict } from '../mastering/landing/verdict'
import { formatNumber } from './format'

export interface VerdictWords {
  /** The answer in two or three words. */
  readonly headline: string
  readonly detail: string
}

/** The landing in words: what was reached; for a miss by how much, what stopped it, and what to try. */
export const verdictWords = (verdict: Verdict): VerdictWords => {
  switch (verdict.status) {
    case 'hit':
      return { headline: 'On target.', detail: `${reached(verdict)} ${limiterWork(verdict)}` }
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

const limiterWork = ({ limitedShare, maximumReductionDb }: LandingFigures): string => {
  if (limitedShare <= 0) return 'The limiter had nothing to do.'
  const percent = limitedShare * 100
  const share = percent < 1 ? 'less than 1' : String(Math.round(percent))
  return `The limiter worked on ${share} % of the track, ${formatNumber(maximumReductionDb, 1)} dB at most.`
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
    case 'not-converged':
      return 'The loudness did not settle on the target. Change the target by a tenth, or use less compression.'
    default:
      return unreachable(reason)
  }
}
