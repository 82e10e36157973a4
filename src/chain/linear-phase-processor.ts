import { BLOCK_FRAMES } from '../core/pcm'
import { type LaneResponses, PartitionedConvolver } from '../dsp/filters/convolver'
import { linearPhaseTaps } from '../dsp/filters/linear-phase'
import type { ModuleContext, Processor } from './descriptor'

/**
 * Symmetric FIRs of `linearPhaseTaps` taps as a module's processor: `first` alone on both channels, or on mid where `second` is
 * that of side.
 */
export const linearPhaseProcessor = (
  { kernels, sampleRate }: ModuleContext,
  responses: LaneResponses,
): Processor => {
  const scope = kernels.scope()
  const isMidSide = responses.second !== undefined
  const convolver = new PartitionedConvolver(kernels, scope, responses)
  const spare = scope.f32(BLOCK_FRAMES)
  return {
    latencyFrames: convolver.latencyFrames + (linearPhaseTaps(sampleRate) - 1) / 2,
    process: ({ pointers, frames, position }) => {
      const [first = spare.pointer, second = spare.pointer] = pointers
      if (second === spare.pointer) spare.view.fill(0)
      if (isMidSide) kernels.call.encodeMidSide(first, second, frames)
      convolver.process(first, second, position % BLOCK_FRAMES, frames)
      if (isMidSide) kernels.call.decodeMidSide(first, second, frames)
    },
    reset: () => convolver.reset(),
    dispose: () => scope.release(),
  }
}
