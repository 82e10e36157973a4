import {
  BiquadCascade,
  type LanePair,
  onBoth,
  onFirst,
  onSecond,
} from '../../../dsp/filters/biquad'
import { linearPhaseResponse } from '../../../dsp/filters/linear-phase'
import { magnitudeDb } from '../../../dsp/filters/section'
import { describeModule, type ModuleContext, type Processor, withProcessor } from '../../descriptor'
import { linearPhaseProcessor } from '../../linear-phase-processor'
import type { ParameterValues } from '../../parameter'
import { choiceSpec } from '../../spec'
import { BAND_PARAMETERS, type Band, bandsOf, EQUALISER_ID, isIdle, sectionsOf } from './bands'

const PHASE = choiceSpec(
  'phase',
  'Phase',
  [
    ['minimum', 'Minimum'],
    ['linear', 'Linear'],
  ],
  'minimum',
)

/** Eight bands on stereo, mid or side, minimum or linear phase. */
export const equaliserDescriptor = describeModule({
  id: EQUALISER_ID,
  label: 'Equaliser',
  summary:
    'Eight bands that follow their analogue models up to 20 kHz, each on stereo, mid or side.',
  source:
    'Matched second-order filters (M. Vicanek 2016) of the Audio EQ Cookbook’s prototypes; Butterworth passes; linear phase by a Kaiser-windowed FIR.',
  scope: 'spectrum',
  onByDefault: true,
  placement: 'free',
  parameters: [...BAND_PARAMETERS, PHASE],
  isNeutral: (values) => bandsOf(values as ParameterValues).every(isIdle),
})

export const equaliser = withProcessor(equaliserDescriptor, (values, context) => {
  const bands = bandsOf(values as ParameterValues).filter(
    (band) => !isIdle(band) && (context.channelCount === 2 || band.channel !== 'side'),
  )
  return (values as ParameterValues).phase === 'linear'
    ? linearPhase(bands, context)
    : minimumPhase(bands, context)
})

const minimumPhase = (
  bands: readonly Band[],
  { kernels, sampleRate }: ModuleContext,
): Processor => {
  const scope = kernels.scope()
  const cascade = new BiquadCascade(
    kernels,
    scope,
    bands.flatMap((band) => sectionsOf(band, sampleRate).map(LANES[band.channel])),
    bands.some((band) => band.channel !== 'stereo') ? 'mid-side' : 'left-right',
  )
  return {
    latencyFrames: 0,
    process: ({ pointers, frames, endsOnGrid }) => {
      if (bands.length > 0) cascade.process(pointers, frames, endsOnGrid)
    },
    reset: () => cascade.reset(),
    dispose: () => scope.release(),
  }
}

/** The bands' magnitude as a symmetric FIR; mid and side apart where a band is on one of them. */
const linearPhase = (bands: readonly Band[], context: ModuleContext): Processor => {
  const { kernels, sampleRate, channelCount } = context
  const responseOf = (channel: 'mid' | 'side'): Float64Array =>
    linearPhaseResponse(
      kernels,
      bands
        .filter((band) => band.channel === 'stereo' || band.channel === channel)
        .flatMap((band) => sectionsOf(band, sampleRate)),
      sampleRate,
    )
  const apart = channelCount === 2 && bands.some((band) => band.channel !== 'stereo')
  return linearPhaseProcessor(context, {
    first: responseOf('mid'),
    ...(apart && { second: responseOf('side') }),
  })
}

const LANES: Readonly<Record<Band['channel'], (section: LanePair['first']) => LanePair>> = {
  stereo: onBoth,
  mid: onFirst,
  side: onSecond,
}

/**
 * What mid or side goes through, in dB at each frequency (Hz), from the very coefficients that are
 * heard at `sampleRate`. Without mid and side bands both are the stereo response.
 */
export const equaliserResponseDb = (
  values: ParameterValues,
  sampleRate: number,
  freqsHz: readonly number[],
  channel: 'mid' | 'side',
): readonly number[] => {
  const sections = bandsOf(values)
    .filter((band) => band.channel === 'stereo' || band.channel === channel)
    .flatMap((band) => sectionsOf(band, sampleRate))
  return freqsHz.map((freqHz) => magnitudeDb(sections, freqHz, sampleRate))
}
