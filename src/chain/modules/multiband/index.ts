import { Multiband } from '../../../dsp/dynamics/multiband'
import { describeModule, type Processor, withProcessor } from '../../descriptor'
import type { ParameterValues } from '../../parameter'
import { PARAMETERS } from './parameters'
import { bandParams, crossoversHz, isIdle } from './settings'

/** Nothing to do, so no phase to turn. */
const BYPASS: Processor = {
  latencyFrames: 0,
  process: () => {},
  reset: () => {},
  dispose: () => {},
}

/** Two to four bands, each with a compressor of its own. */
export const multibandDescriptor = describeModule({
  id: 'multiband',
  label: 'Multiband compressor',
  shortLabel: 'Multiband',
  summary: 'Compresses two to four frequency bands each by itself, so that none ducks another.',
  source:
    'Linkwitz–Riley 4 crossovers (Linkwitz, JAES 24(1) 1976) in a phase-compensated tree; per band the curve and branching smoothing of Giannoulis, Massberg, Reiss, JAES 60(6) 2012. At work it turns phase: an all-pass per crossover',
  parameters: PARAMETERS,
  scope: 'reduction',
  onByDefault: false,
  placement: 'free',
  isNeutral: (values) => isIdle(values),
})

export const multiband = withProcessor(
  multibandDescriptor,
  (values: ParameterValues, { kernels, sampleRate }): Processor => {
    if (isIdle(values)) return BYPASS
    const params = bandParams(values)
    const core = new Multiband(kernels, params, crossoversHz(values), sampleRate)
    const gainReductionDb = new Float32Array(params.length)
    return {
      latencyFrames: 0,
      gainReductionDb,
      process: ({ pointers, frames, endsOnGrid }) => {
        core.process(pointers, frames, endsOnGrid, gainReductionDb)
      },
      reset: () => {
        core.reset()
        gainReductionDb.fill(0)
      },
      dispose: () => core.dispose(),
    }
  },
)
