import type { Move, Reason } from '../mastering/proposal/proposal'
import { styleOf } from '../mastering/proposal/styles'
import { findingName } from './finding-words'

const NAMES: Readonly<Record<string, string>> = {
  'dc-offset': 'DC offset',
}

/** What a move is called: its id in words, where it has no better name. */
export const moveName = ({ id }: Pick<Move, 'id'>): string =>
  NAMES[id] ?? id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())

/** Why a move is made. */
export const reasonWords = (reason: Reason): string => {
  switch (reason.kind) {
    case 'finding':
      return findingName(reason.finding)
    case 'style':
      return `${styleOf(reason.styleId).label} at ${Math.round(reason.intensityPercent)} %`
    case 'destination':
      return 'The destination'
    case 'reference':
      return `To match ${reason.name}`
  }
}
