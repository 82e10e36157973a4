import { Clipper } from '../../../dsp/dynamics/clipper'
import { gainOfDb } from '../../../dsp/elementary'
import { describeModule, type Processor, withProcessor } from '../../descriptor'
import { numberSpec } from '../../spec'

/** Takes the shortest peaks, so that the limiter after it pumps less. */
export const clipperDescriptor = describeModule({
  id: 'clipper',
  label: 'Clipper',
  summary: 'Shaves the shortest peaks, soft to hard, so that the limiter has less to do.',
  source: 'A parabola from the bend to the ceiling, at 8× between half-band filters of 120 dB',
  parameters: [
    numberSpec('ceilingDb', 'Ceiling', 'dB', {
      min: -24,
      max: 6,
      default: -1,
      step: 0.1,
      decimals: 1,
    }),
    numberSpec('softnessPercent', 'Softness', '%', { min: 0, max: 100, default: 30 }),
  ],
  onByDefault: false,
  placement: 'free',
  isNeutral: () => false,
})

export const clipper = withProcessor(
  clipperDescriptor,
  ({ ceilingDb, softnessPercent }, { kernels, sampleRate, channelCount }): Processor => {
    const params = { ceiling: gainOfDb(ceilingDb), softness: softnessPercent / 100 }
    const core = new Clipper(kernels, params, sampleRate, channelCount)
    return {
      latencyFrames: core.latencyFrames,
      process: ({ pointers, frames }) => core.process(pointers, frames),
      reset: () => core.reset(),
      dispose: () => core.dispose(),
    }
  },
)
