import type { Found } from '../analysis/findings'
import { unreachable } from '../core/assert'
import { formatNumber, formatSigned } from './format'

/** What a finding means, in one sentence. */
export const findingSentence = ({ kind, value }: Found): string => {
  const number = value ?? 0
  switch (kind) {
    case 'silent':
      return 'The file is silent.'
    case 'too-short':
      return 'Shorter than 400 ms: loudness cannot be measured.'
    case 'dc-offset':
      return `DC offset of ${formatNumber(number, 2)} %: every style but Clean takes it off exactly, in Input.`
    case 'clipped':
      return `Clipped in ${number} ${number === 1 ? 'place' : 'places'}: a cleaner export of the mix would sound better.`
    case 'already-mastered':
      return 'Looks already mastered: only level and ceiling are proposed.'
    case 'mono-compatibility':
      return `Correlation ${formatSigned(number, 2)}: parts will cancel in mono.`
    default:
      return unreachable(kind)
  }
}
