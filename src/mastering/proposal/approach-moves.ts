import type { Analysis } from '../../analysis/analysis'
import type { ParameterValues } from '../../chain/parameter'
import { lawsOf } from './amount'
import { approachOf } from './approaches'
import type { AimId } from './effect'
import { changesSound, type Intent } from './intent'
import { loudestSectionLufs, programmeDb } from './programme-level'
import type { Move } from './proposal'

/**
 * Two to one from below the programme's level on: some 2.5 dB on average, within the bound for what is proposed. Its
 * release follows the programme, so that density does not pump.
 */
const DENSITY = {
  belowProgrammeDb: 4,
  ratio: 2,
  kneeDb: 6,
  attackMs: 20,
  releaseMs: 150,
  sidechainHighPassHz: 100,
} as const
/** The highest peaks meet the curve where it bends by some tenths of a decibel. */
const TAPE_PEAK_DB = -3
const TAPE_MIX_PERCENT = 50

/** Sides this far below the middle are no stereo: there is nothing to widen. */
const MONO_BELOW_DB = -40

/** What makes a proposal open or dense; nothing for balanced, nor in Clean. */
export const approachMoves = (analysis: Analysis, intent: Intent): readonly Move[] => {
  if (!changesSound(intent)) return []
  const { id: approachId, density, tape, widthPercent } = approachOf(intent.approachId)
  const { channelCount, samplePeakDbfs, sidesDb } = analysis
  const loudestLufs = loudestSectionLufs(analysis)
  if (loudestLufs === null) return []
  const move = (id: string, moduleId: string, values: ParameterValues, aim: AimId): Move => ({
    id,
    change: { kind: 'module', moduleId, values, laws: lawsOf(values), aim },
    because: { kind: 'approach', approachId },
  })
  return [
    ...(density
      ? [
          move(
            'density',
            'bus-compressor',
            densityValues(programmeDb(loudestLufs, channelCount)),
            'compression',
          ),
        ]
      : []),
    ...(tape
      ? [
          move(
            'tape',
            'saturation',
            {
              curve: 'tape',
              driveDb: TAPE_PEAK_DB - samplePeakDbfs,
              mixPercent: TAPE_MIX_PERCENT,
            },
            'tape-peaks',
          ),
        ]
      : []),
    ...(widthPercent !== 100 && sidesDb !== null && sidesDb > MONO_BELOW_DB
      ? [
          move(
            'width',
            'stereo',
            {
              widthMidPercent: widthPercent,
              widthHighPercent: widthPercent,
            },
            'width',
          ),
        ]
      : []),
  ]
}

const densityValues = (levelDb: number): ParameterValues => {
  const { belowProgrammeDb, ...values } = DENSITY
  return { thresholdDb: levelDb - belowProgrammeDb, ...values }
}
