import { DynamicBand } from '../../../dsp/dynamics/dynamic-band'
import { type Block, describeModule, type Processor, withProcessor } from '../../descriptor'
import type { ParameterValues } from '../../parameter'
import { activeBands, PARAMETERS } from './bands'

/** Three bands that cut (or lift) only while their part of the spectrum stands out. */
export const dynamicEqDescriptor = describeModule({
  id: 'dynamic-eq',
  label: 'Dynamic EQ',
  summary:
    'Tames harshness, mud and sibilance only while they stand out; band 3 starts as a de-esser.',
  source:
    'Relative-threshold dynamic equaliser (Rane C4 and TC System 6000 manuals): x + (gain − 1)·band(x) with fixed poles, so only a gain ever moves',
  parameters: PARAMETERS,
  scope: 'reduction',
  onByDefault: false,
  placement: 'free',
  isNeutral: (values) => activeBands(values).length === 0,
})

export const dynamicEq = withProcessor(
  dynamicEqDescriptor,
  (values: ParameterValues, { kernels, sampleRate, channelCount }): Processor => {
    const scope = kernels.scope()
    const bands = activeBands(values).map(
      (params) => new DynamicBand(kernels, scope, params, sampleRate),
    )
    const gainReductionDb = new Float32Array(bands.length)
    const channel = channelCount === 2 ? values.channel : 'stereo'
    const run = ({ frames, position, endsOnGrid }: Block, first: number, second: number): void => {
      for (const [index, band] of bands.entries())
        gainReductionDb[index] = band.process(first, second, frames, position, endsOnGrid)
    }
    return {
      latencyFrames: 0,
      gainReductionDb,
      process: (block) => {
        const [left, right = left] = block.pointers
        if (left === undefined || right === undefined || bands.length === 0) return
        if (channel === 'stereo') {
          run(block, left, right)
          return
        }
        kernels.call.encodeMidSide(left, right, block.frames)
        const only = channel === 'mid' ? left : right
        run(block, only, only)
        kernels.call.decodeMidSide(left, right, block.frames)
      },
      reset: () => {
        for (const band of bands) band.reset()
      },
      dispose: () => {
        scope.release()
      },
    }
  },
)
