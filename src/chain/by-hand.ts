import { isRecord } from '../core/is-record'
import { sanitise } from './parameter'
import { AMOUNT_PERCENT_SPEC } from './target-specs'

/** How one move of the proposal is wanted; one that is not listed is on, at 100 %. */
export interface MoveSetting {
  readonly on: boolean
  /** 0…150: how much of what it changes. */
  readonly amountPercent: number
}

export type MoveSettings = Readonly<Record<string, MoveSetting>>

/** How a move is wanted. */
export const settingOf = (moves: MoveSettings, id: string): MoveSetting =>
  moves[id] ?? { on: true, amountPercent: AMOUNT_PERCENT_SPEC.default }

/** What a person made of a proposal: their answer to its moves, and what they set themselves. */
export interface ByHand {
  /** By the move's id. */
  readonly moves: MoveSettings
  /** Keys of what was set by hand (see hand-edits); what a proposal sets there is overruled. */
  readonly edits: readonly string[]
}

/** Validates what claims to be one: what is not understood of it is left out; absent or not an object = not known. */
export const parseByHand = (raw: unknown): ByHand | null => {
  if (!isRecord(raw)) return null
  const moves = isRecord(raw.moves) ? Object.entries(raw.moves) : []
  const edits = Array.isArray(raw.edits) ? raw.edits : []
  return {
    moves: Object.fromEntries(
      moves.flatMap(([id, setting]) => {
        if (!isRecord(setting)) return []
        const amountPercent = sanitise(AMOUNT_PERCENT_SPEC, setting.amountPercent) as number
        return [[id, { on: setting.on !== false, amountPercent }]]
      }),
    ),
    edits: edits.filter((key): key is string => typeof key === 'string'),
  }
}
