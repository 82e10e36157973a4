import type { Analysis } from '../../analysis/analysis'
import { type FindingKind, type Found, sureIn } from '../../analysis/findings/finding'
import type { ParameterValues } from '../../chain/parameter'
import { deEsserValues } from './de-esser'
import { changesSound, type Intent } from './intent'
import type { Move } from './proposal'

/** One band of the dynamic equaliser for each kind of what stands out now and then. */
interface Taming {
  readonly band: 1 | 2 | 3
  /** null: where it was found. */
  readonly freqHz: number | null
  readonly q: number
  /** Of the band over its usual level beside the whole: what is as usual stays below it. */
  readonly marginDb: number
  readonly ratio: number
  readonly rangeDb: number
}

const TAMINGS: Readonly<Partial<Record<FindingKind, Taming>>> = {
  resonance: { band: 1, freqHz: null, q: 4, marginDb: 3, ratio: 3, rangeDb: -3 },
  harshness: { band: 2, freqHz: 3200, q: 1, marginDb: 3, ratio: 2, rangeDb: -2 },
}

/** The band that starts as a de-esser. */
const DE_ESSER_BAND = 3

/** Of pink noise, the band of a bell of Q 1 beside the whole; where nothing else is known. */
const PLAIN_USUAL_DB = -12
const [LOWEST_DB, HIGHEST_DB] = [-60, -3]

/** Harshness, sibilance and the strongest resonance, held only while they stand out. Nothing in Clean. */
export const dynamicMoves = (analysis: Analysis, intent: Intent): readonly Move[] =>
  changesSound(intent)
    ? sureIn(analysis).flatMap((finding) => {
        const values = valuesFor(finding)
        return values ? [moveOf(finding.kind, values)] : []
      })
    : []

/** What tames it; null where nothing does. */
const valuesFor = ({ kind, value, standing }: Found): ParameterValues | null => {
  if (kind === 'sibilance') return deEsserValues(DE_ESSER_BAND, standing?.heard)
  const taming = TAMINGS[kind]
  if (!taming) return null
  const { band: n, freqHz, q, marginDb, ratio, rangeDb } = taming
  const wantedDb = (standing?.usualDb ?? PLAIN_USUAL_DB) + marginDb
  const thresholdDb = Math.max(LOWEST_DB, Math.min(HIGHEST_DB, Math.round(2 * wantedDb) / 2))
  return {
    [`shape${n}`]: 'bell',
    [`freq${n}Hz`]: freqHz ?? value ?? 1000,
    [`q${n}`]: q,
    [`detector${n}`]: 'relative',
    [`threshold${n}Db`]: thresholdDb,
    [`ratio${n}`]: ratio,
    [`range${n}Db`]: rangeDb,
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
      aim: kind === 'sibilance' ? 'sibilance-held' : 'held',
    },
    because: { kind: 'finding', finding: kind },
  }
}
