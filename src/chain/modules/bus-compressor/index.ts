import { Compressor, type CompressorParams } from '../../../dsp/dynamics/compressor'
import { describeModule, type Processor, withProcessor } from '../../descriptor'
import type { ParametersOf } from '../../parameter'
import { PARAMETERS } from './parameters'

/**
 * Program-dependent release: the slow stage's times as multiples of the release, so that 150 ms gives
 * the published pair (60…100 ms beside 0.5…1.5 s, sources: compressor) its shape.
 */
const SLOW_SCALE = 6
const CHARGE_SCALE = 2
const SIDECHAIN_OFF_HZ = 20

/** The parameters that these settings ask for. The side-chain filter is out at the bottom of its range. */
export const compressorParams = (values: ParametersOf<typeof PARAMETERS>): CompressorParams => ({
  thresholdDb: values.thresholdDb,
  ratio: values.ratio,
  kneeDb: values.kneeDb,
  detector: values.detector,
  link: values.link,
  ...(values.sidechainHighPassHz > SIDECHAIN_OFF_HZ && {
    sidechainHighPassHz: values.sidechainHighPassHz,
  }),
  ballistics:
    values.ballistics === 'auto'
      ? 'auto'
      : { attackMs: values.attackMs, releaseMs: values.releaseMs },
  smoothing: values.smoothing,
  ...(values.releaseMode === 'program' &&
    values.ballistics === 'manual' && {
      slow: {
        chargeMs: values.releaseMs * CHARGE_SCALE,
        releaseMs: values.releaseMs * SLOW_SCALE,
      },
    }),
  makeupDb: values.makeupDb,
  mix: values.mixPercent / 100,
})

/** Stereo-linked glue for a whole mix. */
export const busCompressorDescriptor = describeModule({
  id: 'bus-compressor',
  label: 'Bus compressor',
  summary: 'Evens out the whole mix gently, both channels under one gain.',
  source:
    'Giannoulis, Massberg, Reiss, JAES 60(6) 2012; automatic ballistics by the same, JAES 61(10) 2013',
  parameters: PARAMETERS,
  scope: 'reduction',
  onByDefault: false,
  placement: 'free',
  isNeutral: ({ ratio, makeupDb }) => ratio === 1 && makeupDb === 0,
})

export const busCompressor = withProcessor(
  busCompressorDescriptor,
  (values, { kernels, sampleRate }): Processor => {
    const core = new Compressor(kernels, compressorParams(values), sampleRate)
    const gainReductionDb = new Float32Array(1)
    return {
      latencyFrames: 0,
      gainReductionDb,
      process: ({ pointers, frames, endsOnGrid }) => {
        gainReductionDb[0] = core.process(pointers, frames, endsOnGrid)
      },
      reset: () => {
        core.reset()
        gainReductionDb[0] = 0
      },
      dispose: () => core.dispose(),
    }
  },
)
