import type { Evidence } from '../evidence/collect-evidence'
import type { Levels } from '../levels'
import type { Measurements } from '../measurements'
import type { Answer } from './answer'

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

/** Whether something is in a track. */
export type Detector<Seen> = (facts: Seen) => Answer

/** Detectors by the kind that each looks for. */
export type Detectors<Seen> = Readonly<Record<string, Detector<Seen>>>
