import type { FindingKind } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import type { AimId } from './effect'
import type { Intent } from './intent'

/** Why a move is made: plain data, said in words elsewhere. */
export type Reason =
  | { readonly kind: 'finding'; readonly finding: FindingKind }
  | { readonly kind: 'style'; readonly styleId: string; readonly intensityPercent: number }
  | { readonly kind: 'approach'; readonly approachId: string }
  | { readonly kind: 'destination'; readonly destinationId: string }
  | { readonly kind: 'reference'; readonly name: string }

/**
 * How a value follows the amount of its move: away from where it does nothing, at most as far as the move itself
 * (`exact`: what is measured off is right as it is); or by the slope of a ratio.
 */
export type AmountLaw =
  | { readonly kind: 'from'; readonly neutral: number }
  | { readonly kind: 'exact'; readonly neutral: number }
  | { readonly kind: 'slope' }

/** A module is switched on, with these values over its defaults. */
export interface ModuleMove {
  readonly kind: 'module'
  readonly moduleId: string
  readonly values: ParameterValues
  /** Of the values that follow the move's amount; by parameter id. */
  readonly laws: Readonly<Record<string, AmountLaw>>
  /** What it should change; null where that is no number. */
  readonly aim: AimId | null
}

/** What a move sets, in plain numbers. */
export type Change =
  | ModuleMove
  /** Where the landing begins; solving refines it. */
  | { readonly kind: 'drive'; readonly driveDb: number }

/** One thing that is done to a track, and why. */
export interface Move {
  /** Stable, kebab-case: what a person declined stays declined in the next proposal. */
  readonly id: string
  readonly change: Change
  readonly because: Reason
}

/** What would be done to a track for an intent, move by move in the order of the chain. */
export interface Proposal {
  readonly intent: Intent
  readonly moves: readonly Move[]
}
