import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { lawsOf } from './amount'
import type { Intent } from './intent'
import type { Move } from './proposal'

/** What a reference decides, by module, where it is asked to: taste has no say there then. */
const DECIDED = {
  tonePercent: [EQUALISER_ID],
  dynamicsPercent: ['bus-compressor', 'multiband'],
  widthPercent: ['stereo'],
} as const

const MOVE_IDS: Readonly<Record<string, string>> = {
  [EQUALISER_ID]: 'match-tone',
  'bus-compressor': 'match-dynamics',
  stereo: 'match-width',
}

/** What matching the references set, as moves with their reason; none without one. */
export const matchMoves = ({ match }: Intent): readonly Move[] =>
  (match?.settings ?? []).map(({ moduleId, values }) => ({
    id: MOVE_IDS[moduleId] ?? `match-${moduleId}`,
    change: { kind: 'module', moduleId, values, laws: lawsOf(values) },
    because: { kind: 'reference', name: match?.name ?? '' },
  }))

/** Does a reference decide what this move is about? Bass is made mono all the same: it leaves the width alone. */
export const isLeftToReference = ({ id, change }: Move, { match }: Intent): boolean => {
  if (!match || match.name === '' || change.kind !== 'module' || id === 'wide-bass') return false
  return Object.entries(DECIDED).some(
    ([amount, moduleIds]) =>
      match.amounts[amount as keyof typeof DECIDED] > 0 &&
      (moduleIds as readonly string[]).includes(change.moduleId),
  )
}
