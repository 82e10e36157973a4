import type { Fingerprint } from '../analysis/fingerprint/fingerprint'

/** A reference on the shelf: what was measured of it, no audio. */
export interface Reference {
  readonly id: string
  /** Its file's name; no two on the shelf are called alike. */
  readonly name: string
  readonly fingerprint: Fingerprint
}
