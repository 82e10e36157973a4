import type { Analysis } from '../../analysis/analysis'
import { type FindingKind, type Found, foundIn } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import { changesSound, type Intent } from './intent'
import type { Move } from './proposal'

/** One band of the dynamic equaliser for each kind of what stands out now and then. */
interface Taming {
  readonly band: 1 | 2 | 3
  /** null: where it was found. */
  readonly freqHz: number | null
  readonly q: number
  /** Of the band beside the whole: music within the corridor stays below it. */
  readonly thresholdDb: number
  readonly ratio: number
  readonly rangeDb: number
}

const TAMINGS: Readonly<Partial<Record<FindingKind, Taming>>> = {
  resonance: { band: 1, freqHz: null, q: 4, thresholdDb: -18, ratio: 3, rangeDb: -3 },
  harshness: { band: 2, freqHz: 3200, q: 1, thresholdDb: -12, ratio: 2, rangeDb: -2 },
  sibilance: { band: 3, freqHz: 7000, q: 1, thresholdDb: -12, ratio: 3, rangeDb: -4 },
}

/** Harshness, sibilance and the strongest resonance, held only while they stand out. Nothing in Clean. */
export const dynamicMoves = (analysis: Analysis, intent: Intent): readonly Move[] =>
  changesSound(intent)
    ? foundIn(analysis).flatMap((finding) => {
        const taming = TAMINGS[finding.kind]
        return taming ? [moveOf(finding, taming)] : []
      })
    : []

const moveOf = ({ kind, value }: Found, taming: Taming): Move => {
  const { band: n, freqHz, q, thresholdDb, ratio, rangeDb } = taming
  const values: ParameterValues = {
    [`shape${n}`]: 'bell',
    [`freq${n}Hz`]: freqHz ?? value ?? 1000,
    [`q${n}`]: q,
    [`detector${n}`]: 'relative',
    [`threshold${n}Db`]: thresholdDb,
    [`ratio${n}`]: ratio,
    [`range${n}Db`]: rangeDb,
  }
  return {
    id: kind,
    change: {
      kind: 'module',
      moduleId: 'dynamic-eq',
      values,
      laws: { [`range${n}Db`]: { kind: 'from', neutral: 0 } },
    },
    because: { kind: 'finding', finding: kind },
  }
}
