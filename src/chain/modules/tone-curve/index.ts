import { BLOCK_FRAMES } from '../../../core/pcm'
import { gainOfDb } from '../../../dsp/elementary'
import { PartitionedConvolver } from '../../../dsp/filters/convolver'
import { linearPhaseOf, linearPhaseTaps } from '../../../dsp/filters/linear-phase'
import { describeModule, withProcessor } from '../../descriptor'
import type { ParameterValues } from '../../parameter'
import { CURVE_PARAMETERS, curveDbAt, curveGainsDb, TONE_CURVE_ID } from './curve'

/** A curve of thirty-one gains in linear phase: what eight bands cannot follow. */
export const toneCurveDescriptor = describeModule({
  id: TONE_CURVE_ID,
  label: 'Tone curve',
  summary:
    'A tone curve of 31 third-octave gains in linear phase. A reference sets it where eight bands do not do.',
  source:
    'Third octaves of IEC 61260-1 joined by Catmull–Rom splines; linear phase by a Kaiser-windowed FIR.',
  scope: 'spectrum',
  onByDefault: false,
  placement: 'free',
  parameters: CURVE_PARAMETERS,
  isNeutral: (values) => curveGainsDb(values as ParameterValues).every((gainDb) => gainDb === 0),
})

export const toneCurve = withProcessor(toneCurveDescriptor, (values, { kernels, sampleRate }) => {
  const gainsDb = curveGainsDb(values as ParameterValues)
  const scope = kernels.scope()
  const convolver = new PartitionedConvolver(kernels, scope, {
    first: linearPhaseOf(kernels, sampleRate, (turn) =>
      gainOfDb(curveDbAt(gainsDb, turn * sampleRate)),
    ),
  })
  const spare = scope.f32(BLOCK_FRAMES)
  return {
    latencyFrames: convolver.latencyFrames + (linearPhaseTaps(sampleRate) - 1) / 2,
    process: ({ pointers, frames, position }) => {
      const [first = spare.pointer, second = spare.pointer] = pointers
      if (second === spare.pointer) spare.view.fill(0)
      convolver.process(first, second, position % BLOCK_FRAMES, frames)
    },
    reset: () => convolver.reset(),
    dispose: () => scope.release(),
  }
})
