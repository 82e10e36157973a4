import type { Analysis } from '../../analysis/analysis'
import { isFound } from '../../analysis/findings/finding'
import { EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import type { ParameterValues } from '../../chain/parameter'
import { lawsOf } from './amount'
import { approachOf } from './approaches'
import type { AimId } from './effect'
import { changesSound, type Intent } from './intent'
import { loudestSectionLufs, programmeDb } from './programme-level'
import type { Move } from './proposal'
import { colourBeside, styleBandValues } from './style-colour'
import { type CompressorMove, styleOf } from './styles'

/**
 * What a style sets; nothing for silence, nor against the corrections of tone. Intensity scales gains and slope linearly, so
 * that 0 % is Clean exactly: no move.
 */
export const styleMoves = (
  analysis: Analysis,
  intent: Intent,
  corrections: readonly Move[],
): readonly Move[] => {
  if (!changesSound(intent) || isFound(analysis, 'silent')) return []
  const style = styleOf(intent.styleId)
  const share = Math.min(1, intent.intensityPercent / 100)
  const loudestLufs = loudestSectionLufs(analysis)
  const because = {
    kind: 'style',
    styleId: style.id,
    intensityPercent: intent.intensityPercent,
  } as const
  const moves: Move[] = []
  const set = (id: string, moduleId: string, values: ParameterValues, aim: AimId): void => {
    const laws = lawsOf(values)
    moves.push({ id, change: { kind: 'module', moduleId, values, laws, aim }, because })
  }
  const colour = colourBeside(style.equaliser, corrections, analysis)
  if (colour.length > 0) {
    const values = colour.map((band) => styleBandValues(band, share))
    set('style-tone', EQUALISER_ID, Object.assign({}, ...values), 'tone')
  }
  const glue = approachOf(intent.approachId).glue ? style.compressor : null
  if (glue && loudestLufs !== null) {
    const levelDb = programmeDb(loudestLufs, analysis.channelCount)
    set('style-glue', 'bus-compressor', compressorValues(glue, share, levelDb), 'compression')
  }
  return moves
}

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
