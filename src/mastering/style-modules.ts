import type { Analysis } from '../analysis/analysis'
import type { ParameterValues } from '../chain/parameter'
import type { Intent } from './intent'
import { type CompressorMove, type EqualiserMove, styleOf } from './styles'

/**
 * What a style sets, by module id; modules it does not name keep their defaults. Intensity scales
 * gains and slope linearly, so that 0 % is Clean exactly: an empty map.
 */
export const styleModules = (
  analysis: Analysis,
  { styleId, intensityPercent }: Intent,
): ReadonlyMap<string, ParameterValues> => {
  const style = styleOf(styleId)
  const share = Math.min(1, Math.max(0, intensityPercent / 100))
  const modules = new Map<string, ParameterValues>()
  if (share === 0) return modules
  if (style.equaliser.length > 0) modules.set('equaliser', equaliserValues(style.equaliser, share))
  const loudness = analysis.loudness.integratedLufs
  if (style.compressor && loudness !== null && Number.isFinite(loudness))
    modules.set('bus-compressor', compressorValues(style.compressor, share, loudness))
  return modules
}

/** One band per move, from band 1 on. */
const equaliserValues = (moves: readonly EqualiserMove[], share: number): ParameterValues =>
  Object.fromEntries(
    moves.flatMap(({ type, freqHz, gainDb, q }, index) => {
      const band = `band${index + 1}`
      return [
        [`${band}Type`, type],
        [`${band}FreqHz`, freqHz],
        [`${band}GainDb`, gainDb * share],
        [`${band}Q`, q],
      ]
    }),
  )

/** The slope (1 − 1/R) scales with the share, so the reduction does too. */
const compressorValues = (
  move: CompressorMove,
  share: number,
  integratedLufs: number,
): ParameterValues => ({
  thresholdDb: integratedLufs + move.thresholdAboveLoudnessLu,
  ratio: 1 / (1 - (1 - 1 / move.ratio) * share),
  kneeDb: move.kneeDb,
  attackMs: move.attackMs,
  releaseMs: move.releaseMs,
  sidechainHighPassHz: move.sidechainHighPassHz,
})
