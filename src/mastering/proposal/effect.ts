import type { Analysis } from '../../analysis/analysis'
import type { FindingKind } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import type { Recipe } from '../../chain/recipe'
import type { ReductionSeries } from '../render/reduction-series'

/** What a move should change, and what it did change on the newest master. */
export interface Effect {
  /**
   * Level around a frequency beside the middle of the spectrum, or of a line beside what lies around it (dB); what a compressor
   * takes off (dB ≥ 0): on average, and measured on the attacks; what is held while it stands out, or off the highest peaks
   * (dB ≥ 0); a constant (%); −1…1; level of the sides beside the middle, or of the sides of the bass alone (dB); the
   * very edge of the track (dBFS); places that click.
   */
  readonly of:
    | 'level'
    | 'line'
    | 'compression'
    | 'held'
    | 'peaks'
    | 'offset'
    | 'correlation'
    | 'sides'
    | 'bass-sides'
    | 'edge'
    | 'clicks'
  /** Of a level or line, Hz; else null. */
  readonly atHz: number | null
  /** null: not known. */
  readonly predicted: number | null
  readonly measured: number | null
}

/** What is known of a master that a recipe has been rendered to. */
export interface Rendered {
  readonly analysis: Analysis
  readonly reductions: readonly ReductionSeries[]
}

/** A move in its recipe, and the track that it is made for. */
export interface Seen {
  readonly values: ParameterValues
  /** What it answers; null where that is no finding. */
  readonly finding: FindingKind | null
  readonly recipe: Recipe
  readonly original: Analysis
}

/** What a kind of move changes: a number that is predicted before, and measured on the master. Both null where it is not known. */
export interface Aim {
  readonly of: Effect['of']
  /** Where in the spectrum; absent where that is no matter of it. */
  readonly atHz?: (seen: Seen) => number
  readonly predict: (seen: Seen) => number | null
  /** What other moves do at the same place is taken off, as predicted. */
  readonly measure: (seen: Seen, rendered: Rendered) => number | null
}

/** What moves aim at (`effects`), by the name that a move has for it. */
export type AimId =
  | 'tone'
  | 'tone-curve'
  | 'line'
  | 'low-cut'
  | 'held'
  | 'compression'
  | 'tape-peaks'
  | 'offset'
  | 'polarity'
  | 'width'
  | 'bass-width'
  | 'edge'
  | 'clicks'
