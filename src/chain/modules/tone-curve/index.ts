import { gainOfDb } from '../../../dsp/elementary'
import { linearPhaseOf } from '../../../dsp/filters/linear-phase'
import { describeModule, withProcessor } from '../../descriptor'
import { linearPhaseProcessor } from '../../linear-phase-processor'
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

export const toneCurve = withProcessor(toneCurveDescriptor, (values, context) => {
  const { kernels, sampleRate } = context
  const gainsDb = curveGainsDb(values as ParameterValues)
  // Level for long stretches, beyond both ends and where nothing is set: a gain that was just made is taken again.
  let gainDb = 0
  let gain = gainOfDb(gainDb)
  const first = linearPhaseOf(kernels, sampleRate, (turn) => {
    const db = curveDbAt(gainsDb, turn * sampleRate)
    if (db !== gainDb) gain = gainOfDb(db)
    gainDb = db
    return gain
  })
  return linearPhaseProcessor(context, { first })
})
