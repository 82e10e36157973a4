import type { Analysis } from '../../analysis/analysis'
import { bandParameterIds } from '../../chain/modules/equaliser/bands'
import type { ParameterValues } from '../../chain/parameter'
import { powerToDb } from '../../core/decibels'
import type { Intent } from './intent'
import { CLEAN_ID, type CompressorMove, type EqualiserMove, styleOf } from './styles'

/**
 * What a style sets, by module id; modules it does not name keep their defaults. Intensity scales
 * gains and slope linearly, so that 0 % is Clean exactly: an empty map. Clean leaves even a DC offset,
 * since it promises that nothing but the level changes; the other styles take a flagged one off.
 */
export const styleModules = (
  analysis: Analysis,
  { styleId, intensityPercent }: Intent,
): ReadonlyMap<string, ParameterValues> => {
  const style = styleOf(styleId)
  const share = Math.min(1, Math.max(0, intensityPercent / 100))
  const modules = new Map<string, ParameterValues>()
  if (share === 0 || style.id === CLEAN_ID) return modules
  if (analysis.findings.some(({ kind }) => kind === 'dc-offset'))
    modules.set('input', dcValues(analysis.dcOffset))
  if (style.equaliser.length > 0) modules.set('equaliser', equaliserValues(style.equaliser, share))
  const { integratedLufs } = analysis.loudness
  if (style.compressor && integratedLufs !== null && Number.isFinite(integratedLufs)) {
    const levelDb = programmeDb(integratedLufs, analysis.channelCount)
    modules.set('bus-compressor', compressorValues(style.compressor, share, levelDb))
  }
  return modules
}

/** Takes the measured offset off exactly. A mono track is the left channel. */
const dcValues = ([left = 0, right = 0]: readonly number[]): ParameterValues => ({
  dcLeftPercent: left * 100,
  dcRightPercent: right * 100,
})

const equaliserValues = (moves: readonly EqualiserMove[], share: number): ParameterValues =>
  Object.fromEntries(
    moves.flatMap(({ band, type, freqHz, gainDb, q }) => {
      const ids = bandParameterIds(band)
      return [
        [ids.type, type],
        [ids.freqHz, freqHz],
        [ids.gainDb, gainDb * share],
        [ids.q, q],
      ]
    }),
  )

/** BS.1770-5: loudness = −0.691 + power summed over the channels. */
const LOUDNESS_OFFSET_DB = -0.691

/** Mean-square level of one of `channelCount` equal channels, K-weighting aside: what the detector sees. */
const programmeDb = (integratedLufs: number, channelCount: number): number =>
  integratedLufs - LOUDNESS_OFFSET_DB - powerToDb(channelCount)

/** The slope (1 − 1/R) scales with the share, so the reduction does too. */
const compressorValues = (
  move: CompressorMove,
  share: number,
  levelDb: number,
): ParameterValues => ({
  thresholdDb: levelDb + move.thresholdAboveProgrammeDb,
  ratio: 1 / (1 - (1 - 1 / move.ratio) * share),
  kneeDb: move.kneeDb,
  attackMs: move.attackMs,
  releaseMs: move.releaseMs,
  sidechainHighPassHz: move.sidechainHighPassHz,
})
