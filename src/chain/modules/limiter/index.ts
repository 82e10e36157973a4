import { amplitudeToDb } from '../../../core/decibels'
import type { LimiterParams } from '../../../dsp/dynamics/limiter-timing'
import { MaskedLimiter } from '../../../dsp/dynamics/masked-limiter'
import { gainOfDb } from '../../../dsp/elementary'
import { describeModule, type Landing, type Processor, withProcessor } from '../../descriptor'
import type { ParametersOf } from '../../parameter'
import { choiceSpec, numberSpec } from '../../spec'
import { CHARACTERS } from './characters'

const PARAMETERS = [
  choiceSpec(
    'character',
    'Character',
    [
      ['masked', 'Masked'],
      ['transparent', 'Transparent'],
      ['punchy', 'Punchy'],
      ['loud', 'Loud'],
    ],
    'masked',
  ),
  numberSpec('attackMs', 'Attack', 'ms', {
    min: 1,
    max: 10,
    default: 4,
    step: 0.1,
    scale: 'log',
    decimals: 1,
  }),
  numberSpec('holdMs', 'Hold', 'ms', { min: 0, max: 30, default: 12, step: 0.5, decimals: 1 }),
  numberSpec('releaseMs', 'Release', 'ms', {
    min: 20,
    max: 1000,
    default: 120,
    step: 5,
    scale: 'log',
  }),
  choiceSpec(
    'releaseMode',
    'Release mode',
    [
      ['program', 'Program-dependent'],
      ['fixed', 'Fixed'],
    ],
    'program',
  ),
  numberSpec('linkPercent', 'Stereo link', '%', { min: 0, max: 100, default: 100, step: 5 }),
] as const

export type LimiterValues = ParametersOf<typeof PARAMETERS>

/**
 * The parameters that these settings ask for; what the landing solver simulates. The ceiling is the
 * landing's ceiling less its margin.
 */
export const limiterParams = (values: LimiterValues, landing: Landing): LimiterParams => {
  const character = CHARACTERS[values.character]
  const releaseMs = values.releaseMs * character.releaseScale
  return {
    ceiling: gainOfDb(landing.ceilingDbtp - landing.marginDb),
    attackMs: values.attackMs * character.attackScale,
    holdMs: values.holdMs * character.holdScale,
    releaseMs,
    ...(values.releaseMode === 'program' && {
      slow: {
        chargeMs: character.chargeMs,
        releaseMs: releaseMs * character.slowScale,
        mostDb: character.slowMostDb,
      },
      quick: {
        holdMs: values.holdMs * character.quickHoldScale,
        releaseMs: values.releaseMs * character.quickReleaseScale,
      },
    }),
    link: values.linkPercent / 100,
  }
}

const reductionOf = (gain: number): number => (gain < 1 ? -amplitudeToDb(gain) : 0)

/** Holds the true peak of the master at the landing's ceiling. */
export const limiterDescriptor = describeModule({
  id: 'limiter',
  label: 'Limiter',
  summary:
    'Holds the true peak under the ceiling: cancels what the sound covers, turns down what it does not.',
  source:
    'S. Defraene et al., “Perception-based clipping of audio signals”; G. Luff, “Designing a straightforward limiter”',
  measured: [
    'Distortion of 50 Hz, 6 dB over the ceiling: Masked −161 dB, Transparent, Punchy and Loud −168 dB',
    'Intermodulation of 50 Hz and 7 kHz (4 : 1), 6 dB over: −153 dB with all four',
    'Loudest by turning down alone, on a dense mix: Transparent −8.5, Punchy −7.9, Loud −7.8 LUFS; beyond that the landing cancels',
    'What Masked adds by cancelling, peaks up to 22 dB over: in no hop over a budget of 0 dB by 2 dB, or over one of 10 or 20 by 1 dB',
    'A chord after kicks 5 dB over comes back: Masked to 0.03 dB, Loud 1.9 dB, Punchy 2.7 dB, Transparent 3.4 dB',
    'Latency with Masked: about 160 ms at 48 kHz, trimmed in a render and read ahead for by the monitor',
  ],
  parameters: PARAMETERS,
  scope: 'reduction',
  bandNames: ['all', 'lows'],
  onByDefault: true,
  placement: 'last',
  isNeutral: () => false,
})

export const limiter = withProcessor(limiterDescriptor, (values, context): Processor => {
  const { kernels, sampleRate, channelCount, delayFrames, landing, depthsDb, share } = context
  const params = limiterParams(values, landing)
  const half = share?.half
  const { budgetDb, lowBandDb, lowBandReleaseMs } = landing
  const sharing = { budgetDb, lowBandDb, lowBandReleaseMs, delayFrames, depthsDb, half }
  const core = new MaskedLimiter(kernels, params, sharing, sampleRate, channelCount)
  const gainReductionDb = new Float32Array(lowBandDb ? 2 : 1)
  return {
    latencyFrames: core.latencyFrames,
    // The second half tells what both did.
    ...(half !== 'turn-down' && { gainReductionDb, cancelled: () => core.cancelled }),
    process: ({ pointers, frames }) => {
      const lowest = core.process(pointers, frames, share?.turnedDown[0], share?.turnedDown[1])
      if (share && half === 'turn-down') {
        share.turnedDown[0] = lowest
        share.turnedDown[1] = core.lowGain
      }
      gainReductionDb[0] = reductionOf(lowest)
      if (lowBandDb) gainReductionDb[1] = reductionOf(core.lowGain)
    },
    reset: () => {
      core.reset()
      gainReductionDb.fill(0)
    },
    dispose: () => core.dispose(),
  }
})
