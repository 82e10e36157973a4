import type { Analysis } from '../../analysis/analysis'
import type { Spectrum } from '../../analysis/spectrum'
import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { TONE_CURVE_ID } from '../../chain/modules/tone-curve/curve'
import type { ParameterValues } from '../../chain/parameter'
import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb, powerToDb } from '../../core/decibels'
import { expectedCompressionDb } from '../landing/expected-compression'
import type { ReductionSeries } from '../render/reduction-series'
import { expectedHoldDb, measuredHoldDb } from './dynamic-effects'
import type { ModuleMove, Move } from './proposal'
import { curveEffect, levelEffect, lineEffect, rumbleEffect } from './tone-effects'

/** What a move should change, and what it did change on the newest master. */
export interface Effect {
  /**
   * Level around a frequency beside the middle of the spectrum, or of a line alone (dB); what a compressor takes off (dB ≥ 0): on
   * average, and measured on the attacks; what is held while it stands out (dB ≥ 0); a constant (%); −1…1; level of the sides
   * beside the middle (dB).
   */
  readonly of: 'level' | 'line' | 'compression' | 'held' | 'offset' | 'correlation' | 'sides'
  /** Of a level or line, Hz; else null. */
  readonly atHz: number | null
  /** null: not known. */
  readonly predicted: number | null
  readonly measured: number | null
}

/** Average spectra before and after. */
export interface Spectra {
  readonly original: Spectrum
  readonly master: Spectrum
}

/** What is known of a master that a recipe has been rendered to. */
export interface Rendered {
  readonly analysis: Analysis
  readonly reductions: readonly ReductionSeries[]
}

/**
 * The effect of a move that sets `change` in `recipe`; null where it has none that is a number. What other moves do at
 * the same place is taken off what is measured, as predicted.
 */
export const effectOf = (
  { change, because }: Pick<Move, 'because'> & { readonly change: ModuleMove },
  recipe: Recipe,
  original: Analysis,
  rendered: Rendered | null,
): Effect | null => {
  const { moduleId, values } = change
  const none = { atHz: null, measured: null }
  const spectra = rendered && { original: original.spectrum, master: rendered.analysis.spectrum }
  const isHum = because.kind === 'finding' && because.finding === 'hum'
  if (moduleId === EQUALISER_ID)
    return isHum
      ? lineEffect(values, original.sampleRate)
      : levelEffect(values, recipe, original.sampleRate, spectra)
  if (moduleId === TONE_CURVE_ID) return curveEffect(values, spectra)
  if (values.highPassHz !== undefined)
    return rumbleEffect(Number(values.highPassHz), 12, original.sampleRate, spectra)
  if (moduleId === 'dynamic-eq' && because.kind === 'finding')
    return {
      ...none,
      of: 'held',
      predicted: expectedHoldDb(values, because.finding, original),
      measured: rendered ? measuredHoldDb(values, recipe, rendered.reductions) : null,
    }
  if (moduleId === 'stereo') return sidesEffect(values, original, rendered)
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

/** Sides beside middle, as the correlation tells it where both channels are as loud: (1 − c) / (1 + c). */
const sidesDb = ({ correlation }: Analysis): number | null =>
  correlation === null ? null : powerToDb((1 - correlation) / (1 + correlation))

const sidesEffect = (
  values: ParameterValues,
  original: Analysis,
  rendered: Rendered | null,
): Effect | null => {
  const before = sidesDb(original)
  const after = rendered ? sidesDb(rendered.analysis) : null
  const change = before !== null && after !== null ? after - before : Number.NaN
  const width = Number(values.widthHighPercent ?? Number.NaN)
  // How much of the sides is bass is not known: of making it mono nothing is predicted but where.
  return {
    of: 'sides',
    atHz: null,
    predicted: width > 0 ? amplitudeToDb(width / 100) : null,
    measured: Number.isFinite(change) ? change : null,
  }
}

const meanReductionDb = (series: readonly ReductionSeries[], id: string): number | null => {
  const reduction = series.find(({ moduleId }) => moduleId === id)?.bandsDb[0]
  return reduction && reduction.length > 0
    ? reduction.reduce((sum, db) => sum + db, 0) / reduction.length
    : null
}
