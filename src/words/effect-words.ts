import type { Effect } from '../mastering/proposal/effect'
import { formatNumber, formatSigned } from './format'
import { countWords } from './places-words'

/** What a move should do and did, as far as that is known. */
export const effectWords = ({ of, predicted, measured }: Effect): string =>
  [
    ...(predicted === null ? [] : [`predicted ${VALUES[of](predicted)}`]),
    ...(measured === null
      ? []
      : [`measured ${(of === 'compression' ? onAttacks : VALUES[of])(measured)}`]),
  ]
    .join(', ')
    .replace(/^./, (letter) => letter.toUpperCase())

/** What is logged of a compressor is the most that it takes off in each tenth of a second. */
const onAttacks = (db: number): string => `${formatNumber(db, 1)} dB on attacks`

const VALUES: Readonly<Record<Effect['of'], (value: number) => string>> = {
  level: (db) => `${formatSigned(db, 1)} dB`,
  line: (db) => `${formatSigned(db, 1)} dB`,
  held: (db) => `${formatNumber(db, 1)} dB off`,
  peaks: (db) => `${formatNumber(db, 1)} dB off the highest peaks`,
  sides: (db) => `sides ${formatSigned(db, 1)} dB`,
  'bass-sides': (db) => `sides of the bass ${formatSigned(db, 1)} dB`,
  edge: (db) => `${formatSigned(db, 1)} dBFS at the edge`,
  clicks: (count) => `${countWords(count)} left`,
  compression: (db) => `${formatNumber(db, 1)} dB on average`,
  offset: (percent) => `${formatNumber(percent, 2)} % left over`,
  correlation: (value) => `correlation ${formatSigned(value, 2)}`,
}
