import { type Answer, notMeasured } from './answer'
import { EXAMINED_DETECTORS } from './detectors'
import type { Detector, Examined, ExaminedFacts, Facts } from './facts'
import type { Finding, FindingKind } from './finding'
import { isSilent, MEASURED_DETECTORS } from './measured'
import { toldOnce } from './told-once'

type By<Seen> = Readonly<Partial<Record<FindingKind, Detector<Seen>>>>

const MEASURED: By<Facts> = MEASURED_DETECTORS
const EXAMINED: By<ExaminedFacts> = EXAMINED_DETECTORS

/** All kinds, in the order of their answers. */
export const FINDING_KINDS = Object.keys({ ...MEASURED, ...EXAMINED }) as readonly FindingKind[]

/** An answer for every kind, in their order; one fault is told once. `examined`: null where the track was only measured. */
export const findingsOf = (facts: Facts, examined: Examined | null): readonly Finding[] =>
  toldOnce(FINDING_KINDS.map((kind) => ({ kind, ...answerOf(kind, facts, examined) })))

const answerOf = (kind: FindingKind, facts: Facts, examined: Examined | null): Answer => {
  const detect = EXAMINED[kind]
  if (!examined || !detect) return MEASURED[kind]?.(facts) ?? notMeasured('not-looked-for')
  if (facts.measured.loudness.integratedLufs === null) return notMeasured('too-short')
  if (isSilent(facts.measured)) return notMeasured('silent')
  return detect({ ...facts, ...examined })
}
