import { LEAST_CERTAIN } from '../../core/least-certain'
import type { Answer } from './answer'
import type { EXAMINED_DETECTORS } from './detectors'
import type { MEASURED_DETECTORS } from './measured'

/** Everything that is looked for in a track: whatever has a detector. */
export type FindingKind = keyof typeof MEASURED_DETECTORS | keyof typeof EXAMINED_DETECTORS

/** The answer to whether something is in a track. */
export type Finding = { readonly kind: FindingKind } & Answer

export type Found = Extract<Finding, { readonly state: 'found' }>

interface Findings {
  readonly findings: readonly Finding[]
}

/** What was found, most severe first. */
export const foundIn = ({ findings }: Findings): readonly Found[] =>
  findings
    .filter((finding): finding is Found => finding.state === 'found')
    .toSorted((a, b) => b.degree - a.degree)

/** The same without what is unsure: what is worth acting on. */
export const sureIn = (all: Findings): readonly Found[] =>
  foundIn(all).filter(({ certainty }) => certainty >= LEAST_CERTAIN)

/** Is something of this kind in the track? False where it was not measured. */
export const isFound = ({ findings }: Findings, kind: FindingKind): boolean =>
  findings.some((finding) => finding.kind === kind && finding.state === 'found')
