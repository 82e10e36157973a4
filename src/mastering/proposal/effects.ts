import type { Analysis } from '../../analysis/analysis'
import { type Spectrum, THIRD_BANDS } from '../../analysis/spectrum'
import { equaliserResponseDb } from '../../chain/modules/equaliser'
import { bandParameterIds, EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { defaultsOf, type ParameterValues } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { descriptorOf } from '../../chain/registry'
import { expectedCompressionDb } from '../landing/expected-compression'
import type { ReductionSeries } from '../render/reduction-series'
import type { ModuleMove } from './proposal'

/** What a move should change, and what it did change on the newest master. */
export interface Effect {
  /**
   * Level around a frequency beside the middle of the spectrum (dB); what a compressor takes off (dB ≥ 0): on average, and
   * measured on the attacks; a constant (%); −1…1.
   */
  readonly of: 'level' | 'compression' | 'offset' | 'correlation'
  /** Of a level, Hz; else null. */
  readonly atHz: number | null
  /** null: not known. */
  readonly predicted: number | null
  readonly measured: number | null
}

/** What is known of a master that a recipe has been rendered to. */
export interface Rendered {
  readonly analysis: Analysis
  readonly reductions: readonly ReductionSeries[]
  /** Of original and master; null while they are not measured. */
  readonly spectra: { readonly original: Spectrum | null; readonly master: Spectrum | null }
}

/**
 * The effect of a move that sets `change` in `recipe`; null where it has none that is a number. What other moves do at
 * the same place is taken off what is measured, as predicted.
 */
export const effectOf = (
  change: ModuleMove,
  recipe: Recipe,
  original: Analysis,
  rendered: Rendered | null,
): Effect | null => {
  const { moduleId, values } = change
  const none = { atHz: null, measured: null }
  if (moduleId === EQUALISER_ID) return levelEffect(values, recipe, original.sampleRate, rendered)
  if (moduleId === 'bus-compressor')
    return {
      ...none,
      of: 'compression',
      predicted: expectedCompressionDb(recipe, original),
      measured: rendered ? meanReductionDb(rendered.reductions, moduleId) : null,
    }
  if (values.dcLeftPercent !== undefined)
    return {
      ...none,
      of: 'offset',
      predicted: 0,
      measured: rendered ? 100 * Math.max(0, ...rendered.analysis.dcOffset.map(Math.abs)) : null,
    }
  if (values.polarityRight !== undefined && original.correlation !== null)
    return {
      ...none,
      of: 'correlation',
      predicted: -original.correlation,
      measured: rendered?.analysis.correlation ?? null,
    }
  return null
}

const levelEffect = (
  values: ParameterValues,
  recipe: Recipe,
  sampleRate: number,
  rendered: Rendered | null,
): Effect => {
  const atHz = strongestHz(values)
  const own = levelsAround(atHz, responseDb(values, sampleRate))
  const all = settingsOf(recipe, EQUALISER_ID)
  const others = levelsAround(atHz, responseDb(all?.values ?? {}, sampleRate)) - own
  const { original = null, master = null } = rendered?.spectra ?? {}
  const changes =
    original && master
      ? Array.from(master.thirdDb, (db, k) => db - (original.thirdDb[k] ?? 0))
      : null
  const measured = changes ? levelsAround(atHz, changes) - others : null
  return {
    of: 'level',
    atHz,
    predicted: own,
    measured: measured !== null && Number.isFinite(measured) ? measured : null,
  }
}

/** Where the band of the most gain is. */
const strongestHz = (values: ParameterValues): number => {
  const bands = Array.from({ length: 8 }, (_, index) => bandParameterIds(index + 1))
  const gain = ({ gainDb }: (typeof bands)[number]): number => Math.abs(Number(values[gainDb] ?? 0))
  const strongest = bands.reduce((a, b) => (gain(b) > gain(a) ? b : a))
  return Number(values[strongest.freqHz] ?? 1000)
}

const responseDb = (values: ParameterValues, sampleRate: number): readonly number[] => {
  const all = { ...defaultsOf(descriptorOf(EQUALISER_ID)?.parameters ?? []), ...values }
  const centres = Array.from({ length: THIRD_BANDS.count }, (_, k) => THIRD_BANDS.centreHz(k))
  return equaliserResponseDb(all, sampleRate, centres, 'mid')
}

/** Within half an octave of a frequency, beside the mean from 200 Hz to 4 kHz. */
const levelsAround = (atHz: number, thirds: readonly number[]): number =>
  meanBetween(thirds, atHz / Math.SQRT2, atHz * Math.SQRT2) - meanBetween(thirds, 200, 4000)

const meanBetween = (thirds: readonly number[], lowHz: number, highHz: number): number => {
  const inside = thirds.filter(
    (_, k) => THIRD_BANDS.centreHz(k) >= lowHz && THIRD_BANDS.centreHz(k) <= highHz,
  )
  return inside.reduce((sum, db) => sum + db, 0) / Math.max(1, inside.length)
}

const meanReductionDb = (series: readonly ReductionSeries[], id: string): number | null => {
  const reduction = series.find(({ moduleId }) => moduleId === id)?.bandsDb[0]
  return reduction && reduction.length > 0
    ? reduction.reduce((sum, db) => sum + db, 0) / reduction.length
    : null
}
