import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { TONE_CURVE_ID } from '../../chain/modules/tone-curve/curve'
import { lawsOf } from './amount'
import type { AimId } from './effect'
import type { Intent } from './intent'
import type { Move } from './proposal'

/** What a reference decides, by module, where it is asked to: taste has no say there then. */
const DECIDED = {
  tonePercent: [EQUALISER_ID],
  dynamicsPercent: ['bus-compressor', 'multiband'],
  widthPercent: ['stereo'],
} as const

/** By module: what the move is called, and what it aims at. */
const MATCHES: Readonly<Record<string, { readonly id: string; readonly aim: AimId }>> = {
  [EQUALISER_ID]: { id: 'match-tone', aim: 'tone' },
  [TONE_CURVE_ID]: { id: 'match-tone', aim: 'tone-curve' },
  'bus-compressor': { id: 'match-dynamics', aim: 'compression' },
  stereo: { id: 'match-width', aim: 'width' },
}

/** What matching the references set, as moves with their reason; none without one. What `others` set is theirs. */
export const matchMoves = ({ match }: Intent, others: readonly Move[]): readonly Move[] =>
  (match?.settings ?? []).map(({ moduleId, values: all }) => {
    const isTaken = (id: string): boolean =>
      others.some(
        ({ change }) =>
          change.kind === 'module' && change.moduleId === moduleId && id in change.values,
      )
    const values = Object.fromEntries(Object.entries(all).filter(([id]) => !isTaken(id)))
    return {
      id: MATCHES[moduleId]?.id ?? `match-${moduleId}`,
      change: {
        kind: 'module',
        moduleId,
        values,
        laws: lawsOf(values),
        aim: MATCHES[moduleId]?.aim ?? null,
      },
      because: { kind: 'reference', name: match?.name ?? '' },
    }
  })

/** Is the tone what a reference says? */
export const isToneMatched = ({ match }: Intent): boolean =>
  Boolean(match && match.name !== '' && match.amounts.tonePercent > 0)

/** What is mended whatever a reference sounds like: no taste. */
const MENDED = ['wide-bass', 'hum']

/** Told by the balance of most music, though no equaliser holds it: tone as well. */
const OF_BALANCE = ['harshness']

/** Does a reference decide what this move is about? Wide bass is mended unless the reference has it as well. */
export const isLeftToReference = ({ id, change }: Move, { match }: Intent): boolean => {
  if (!match || match.name === '' || change.kind !== 'module') return false
  if (id === 'wide-bass' && match.hasWideBass) return match.amounts.widthPercent > 0
  if (OF_BALANCE.includes(id)) return match.amounts.tonePercent > 0
  if (MENDED.includes(id)) return false
  return Object.entries(DECIDED).some(
    ([amount, moduleIds]) =>
      match.amounts[amount as keyof typeof DECIDED] > 0 &&
      (moduleIds as readonly string[]).includes(change.moduleId),
  )
}
