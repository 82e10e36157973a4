import type { Move, Reason } from '../mastering/proposal/proposal'
import { findingName } from './finding-words'

const NAMES: Readonly<Record<string, string>> = {
  'dc-offset': 'DC offset',
}

/** What a move is called: its id in words, where it has no better name. */
export const moveName = ({ id }: Pick<Move, 'id'>): string =>
  NAMES[id] ?? id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())

/** Why a move is made; `styleLabel` names a style by its id. */
export const reasonWords = (reason: Reason, styleLabel: (id: string) => string): string => {
  switch (reason.kind) {
    case 'finding':
      return findingName(reason.finding)
    case 'style':
      return `${styleLabel(reason.styleId)} at ${Math.round(reason.intensityPercent)} %`
    case 'destination':
      return 'The destination'
    case 'reference':
      return `To match ${reason.name}`
  }
}
