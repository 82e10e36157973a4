import type { Found } from '../analysis/findings/finding'
import { certaintyWords } from './finding-words'
import { formatGrouped, formatNumber, formatSigned } from './format'
import { countWords } from './places-words'

/** The number that a finding rests on, and how sure it is, in a few words: "6.9 dB more than usual, likely". */
export const evidenceWords = (finding: Found): string =>
  [numberWords(finding), certaintyWords(finding.certainty)]
    .filter((words) => words !== '')
    .join(', ')

const numberWords = ({ kind, value, unit }: Found): string => {
  if (value === null) return ''
  switch (kind) {
    case 'mud':
    case 'boom':
    case 'air':
    case 'sub':
    case 'harshness':
    case 'sibilance':
      return `${formatNumber(Math.abs(value), 1)} dB ${value < 0 ? 'less' : 'more'} than usual`
    case 'wide-bass':
      return `sides ${formatSigned(value, 1)} dB`
    case 'subsonic':
      return `${formatSigned(value, 1)} dB beside the bass`
    case 'polarity-inverted':
      return `correlation ${formatSigned(value, 2)}`
    case 'head-cut':
    case 'tail-cut':
      return `${formatSigned(value, 1)} dBFS at the edge`
    case 'clicks':
      return countWords(value)
    case 'hum':
    case 'resonance':
      return `${formatGrouped(value)} Hz`
    default:
      return `${formatNumber(value, 2)} ${unit}`.trim()
  }
}
