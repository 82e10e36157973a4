import type { Finding } from './findings/finding'
import type { Measurements } from './measurements'

/** What is known of audio: its measurements, and what they tell. Plain data. */
export interface Analysis extends Measurements {
  /** An answer for everything that is looked for. */
  readonly findings: readonly Finding[]
}
