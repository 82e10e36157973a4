import { unreachable } from '../core/assert'
import type { Doubt } from '../mastering/matching/suitability'
import { formatNumber } from './format'

/** Why a reference may not suit a track, and what that means for the match: said behind its name and a colon. */
export const doubtSentence = (doubt: Doubt): string => {
  switch (doubt.kind) {
    case 'lossy':
      return `its sound ends at ${formatNumber(doubt.endsHz / 1000, 1)} kHz, as a lossy file’s does: what is above is left as it is.`
    case 'range':
      return `its loudness range is ${formatNumber(doubt.referenceLu, 1)} LU, the track’s ${formatNumber(doubt.trackLu, 1)} LU: the loud parts are compared.`
    case 'tone':
      return `its tone is ${formatNumber(doubt.differenceDb, 1)} dB away on average: another arrangement, of which an equaliser makes no copy.`
    case 'mono':
      return doubt.which === 'reference'
        ? 'it is mono: width is left as it is.'
        : 'the track is mono: there is no width to match.'
    case 'crushed':
      return `its peaks stand only ${formatNumber(doubt.peakToLoudnessLu, 1)} LU over its loudness: it was limited hard, and matching its loudness will cost.`
    default:
      return unreachable(doubt)
  }
}
