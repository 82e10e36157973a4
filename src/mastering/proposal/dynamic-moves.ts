import type { Analysis } from '../../analysis/analysis'
import {
  DE_ESSER,
  HARSHNESS_BAND,
  type ListeningBand,
  RESONANCE_BAND,
} from '../../analysis/evidence/band-levels'
import { type FindingKind, type Found, sureIn } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import { type HoldingLaw, heldThresholdDb } from './holding'
import { changesSound, type Intent } from './intent'
import type { Move } from './proposal'

/** One band of the dynamic equaliser for each kind of what stands out now and then. */
interface Taming {
  /** The third starts as a de-esser. */
  readonly band: 1 | 2 | 3
  /** Where no frequency is given: where it was found. */
  readonly listening: Omit<ListeningBand, 'freqHz'> & Partial<ListeningBand>
  /** Steep, so that little room lies between what is left alone and what is held. */
  readonly law: HoldingLaw
}

const TAMINGS: Readonly<Partial<Record<FindingKind, Taming>>> = {
  resonance: {
    band: 1,
    listening: RESONANCE_BAND,
    law: { ratio: 6, rangeDb: -3, wantedDb: 2.5 },
  },
  harshness: {
    band: 2,
    listening: HARSHNESS_BAND,
    law: { ratio: 6, rangeDb: -2, wantedDb: 1.7 },
  },
  sibilance: { band: 3, listening: DE_ESSER, law: { ratio: 6, rangeDb: -4, wantedDb: 3 } },
}

/** Harshness, sibilance and the strongest resonance, held only while they stand out. Nothing in Clean. */
export const dynamicMoves = (analysis: Analysis, intent: Intent): readonly Move[] =>
  changesSound(intent)
    ? sureIn(analysis).flatMap((finding) => {
        const values = holdingValues(finding)
        return values ? [moveOf(finding.kind, values)] : []
      })
    : []

/**
 * What holds what was found; null where nothing does: it is of another kind, nobody listened to it, or it cannot be told from
 * the rest.
 */
export const holdingValues = ({ kind, value, standing }: Found): ParameterValues | null => {
  const taming = TAMINGS[kind]
  if (!taming) return null
  const { band: n, listening, law } = taming
  const thresholdDb = heldThresholdDb(standing?.heard, law)
  const freqHz = listening.freqHz ?? value
  return thresholdDb === null || freqHz === null
    ? null
    : {
        [`shape${n}`]: 'bell',
        [`freq${n}Hz`]: freqHz,
        [`q${n}`]: listening.q,
        [`detector${n}`]: 'relative',
        [`threshold${n}Db`]: thresholdDb,
        [`ratio${n}`]: law.ratio,
        [`range${n}Db`]: law.rangeDb,
        [`attack${n}Ms`]: listening.attackMs,
        [`release${n}Ms`]: listening.releaseMs,
      }
}

const moveOf = (kind: FindingKind, values: ParameterValues): Move => {
  const [range = ''] = Object.keys(values).filter((id) => /^range\dDb$/.test(id))
  return {
    id: kind,
    change: {
      kind: 'module',
      moduleId: 'dynamic-eq',
      values,
      laws: { [range]: { kind: 'from', neutral: 0 } },
      aim: 'held',
    },
    because: { kind: 'finding', finding: kind },
  }
}
