import type { Evidence } from '../evidence/collect-evidence'
import type { Levels } from '../levels'
import type { Measurements } from '../measurements'
import type { Answer } from './answer'
import type { FindingKind } from './finding'

/** What was gathered of a track to search it for faults. */
export interface Examined {
  readonly evidence: Evidence
  /** Bits per sample of the file; null where it holds no samples as such. */
  readonly bitDepth: number | null
}

/** What every detector sees. */
export interface Facts {
  readonly measured: Measurements
  readonly levels: Levels
}

/** What a detector sees of a track that was searched. */
export type ExaminedFacts = Facts & Examined

/** Answers for some kinds. */
export type Detectors<Seen> = Readonly<Partial<Record<FindingKind, (facts: Seen) => Answer>>>
