import type { Analysis } from '../../analysis/analysis'
import { type CorridorKind, halfWidthDb } from '../../analysis/findings/corridor'
import { type FindingKind, type Found, sureIn } from '../../analysis/findings/finding'
import { bandParameterIds, EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import type { ParameterValues } from '../../chain/parameter'
import { lawsOf } from './amount'
import { approachOf } from './approaches'
import { changesSound, type Intent } from './intent'
import { isToneMatched } from './match-moves'
import type { Move } from './proposal'
import { EQ_LIMIT_DB, styleOf } from './styles'

/** What is corrected where a part of the spectrum is out of the corridor: one broad band each. */
const CORRECTIONS: Readonly<Partial<Record<FindingKind, Correction>>> = {
  mud: { kind: 'mud', type: 'bell', freqHz: 280, q: 0.9, mostDb: EQ_LIMIT_DB },
  boom: { kind: 'boom', type: 'bell', freqHz: 113, q: 0.9, mostDb: 1.5 },
  air: { kind: 'air', type: 'high-shelf', freqHz: 9000, q: 0.7, mostDb: 2 },
  sub: { kind: 'sub', type: 'low-shelf', freqHz: 50, q: 0.7, mostDb: 1.5 },
}

interface Correction {
  /** Half the corridor's width there is left alone. */
  readonly kind: CorridorKind
  readonly type: 'bell' | 'low-shelf' | 'high-shelf'
  readonly freqHz: number
  readonly q: number
  /** Songs differ most in the bass (σ up to 10 dB: Elowsson & Friberg 2017): little is done there. */
  readonly mostDb: number
}

/** Skip a correction rather than do less (sources: bounds). */
const SMALLEST_DB = 0.5
/** Of what is outside of the corridor, the first decibel is forgiven. */
const FORGIVEN_DB = 1
/** A mains line is narrow, and so is what takes it out. */
const HUM = { q: 30, gainDb: -12, mostLines: 2 } as const
/** Bands in the order in which they are taken: those that styles use least come first. */
const ORDER = [8, 1, 5, 4, 3, 6, 2, 7] as const

/**
 * Corrections of tone, and mains hum taken out, each in bands of its own that the style leaves free: the most
 * severe come first where there are not enough. Nothing in Clean.
 */
export const equaliserMoves = (analysis: Analysis, intent: Intent): readonly Move[] => {
  if (!changesSound(intent)) return []
  const free = freeBands(intent)
  return sureIn(analysis).flatMap((finding) => {
    const wanted = [
      ...humBands(finding),
      ...(isToneMatched(intent) ? [] : toneBands(finding, approachOf(intent.approachId).toneShare)),
    ]
    const bands = wanted.flatMap((band) => {
      const number = free.shift()
      return number === undefined ? [] : [valuesOf(number, band)]
    })
    if (bands.length === 0) return []
    const values: ParameterValues = Object.assign({}, ...bands)
    const move: Move = {
      id: finding.kind,
      change: {
        kind: 'module',
        moduleId: EQUALISER_ID,
        values,
        laws: lawsOf(values),
        aim: finding.kind === 'hum' ? 'line' : 'tone',
      },
      because: { kind: 'finding', finding: finding.kind },
    }
    return [move]
  })
}

/** Bands that nobody else needs; where a reference decides the tone, those that do least for it. */
const freeBands = (intent: Intent): number[] => {
  if (isToneMatched(intent)) {
    const matched = intent.match?.settings.find(({ moduleId }) => moduleId === EQUALISER_ID)?.values
    const gain = (band: number): number =>
      Math.abs(Number(matched?.[bandParameterIds(band).gainDb] ?? 0))
    return ORDER.toSorted((a, b) => gain(a) - gain(b))
  }
  const taken: readonly number[] = styleOf(intent.styleId).equaliser.map(({ band }) => band)
  return ORDER.filter((band) => !taken.includes(band))
}

interface Band {
  readonly type: Correction['type']
  readonly freqHz: number
  readonly gainDb: number
  readonly q: number
}

const toneBands = ({ kind, value }: Found, share: number): readonly Band[] => {
  const correction = CORRECTIONS[kind]
  if (!correction || value === null) return []
  const { type, freqHz, q, mostDb } = correction
  const outsideDb = Math.abs(value) - halfWidthDb(correction.kind)
  const amountDb = Math.min(mostDb, share * (outsideDb - FORGIVEN_DB))
  const gainDb = (-Math.sign(value) * Math.round(10 * amountDb)) / 10
  return amountDb < SMALLEST_DB ? [] : [{ type, freqHz, gainDb, q }]
}

/** The fundamental is what was found. */
const humBands = ({ kind, value }: Found): readonly Band[] => {
  if (kind !== 'hum' || value === null) return []
  const { q, gainDb, mostLines } = HUM
  return Array.from({ length: mostLines }, (_, line) => ({
    type: 'bell',
    freqHz: value * (line + 1),
    gainDb,
    q,
  }))
}

const valuesOf = (band: number, { type, freqHz, gainDb, q }: Band): ParameterValues => {
  const ids = bandParameterIds(band)
  return {
    [ids.type]: type,
    [ids.freqHz]: freqHz,
    [ids.gainDb]: gainDb,
    [ids.q]: q,
    [ids.channel]: 'stereo',
  }
}
