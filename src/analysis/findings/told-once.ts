import { PHASE_EDGES_HZ } from '../evidence/spectral-row'
import type { Answer } from './answer'
import { NOT_FOUND } from './answer'
import type { Finding, FindingKind } from './finding'

/**
 * One fault shows in several ways: where the first is found, the others say nothing more. Channels that work against each
 * other are no word for how much of the whole is lost in mono: a wide bass may do so, and cancel nothing that is missed.
 */
const SAYS_ALREADY: Readonly<Partial<Record<FindingKind, readonly FindingKind[]>>> = {
  'polarity-inverted': ['out-of-phase', 'mono-compatibility', 'wide-bass'],
  'channel-delay': ['out-of-phase', 'mono-compatibility'],
  clipped: ['limited'],
  'lossy-source': ['band-limited'],
  upsampled: ['band-limited'],
}
const [, BASS_TO_HZ] = PHASE_EDGES_HZ
/** Where the highs end at a wall, there are none to lift. */
const WALLS: readonly FindingKind[] = ['lossy-source', 'band-limited', 'upsampled']

/** The answers, each fault told once, by the finding that says most about it. */
export const toldOnce = (findings: readonly Finding[]): readonly Finding[] => {
  const isThere = (kind: FindingKind): boolean =>
    findings.some((finding) => finding.kind === kind && finding.state === 'found')
  const said = new Set(
    Object.entries(SAYS_ALREADY).flatMap(([kind, others]) =>
      isThere(kind as FindingKind) ? others : [],
    ),
  )
  const isWalled = WALLS.some(isThere)
  const isWideBass = isThere('wide-bass')
  const isSaid = (finding: Finding): boolean =>
    finding.state === 'found' &&
    (said.has(finding.kind) ||
      (isWalled && finding.kind === 'air' && (finding.value ?? 0) < 0) ||
      // Only the bass: that it is wide says it.
      (isWideBass && finding.kind === 'out-of-phase' && (finding.bandHz?.[1] ?? 0) <= BASS_TO_HZ))
  return findings.map((finding) =>
    isSaid(finding) ? { kind: finding.kind, ...(NOT_FOUND satisfies Answer) } : finding,
  )
}
