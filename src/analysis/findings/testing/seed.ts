import type { FindingKind } from '../finding'
import type { Change, Three } from './changes'

/** Signals that faults are laid over. */
export type Bed = 'notes' | 'noise'

export const BOTH: readonly Bed[] = ['notes', 'noise']

/** A fault: what is done to a bed for it, the more the higher the degree. */
export interface Seed {
  readonly kind: FindingKind
  /** Mild, middle, strong: what is done. */
  readonly degrees: Three<Change>
  /** Beds on which it makes sense. */
  readonly on: readonly Bed[]
}
