import { BiquadCascade, type LanePair, onBoth, onFirst, onSecond } from '../../../dsp/biquad'
import { magnitudeDb } from '../../../dsp/section'
import { describeModule } from '../../descriptor'
import type { ParameterValues } from '../../parameter'
import { BAND_PARAMETERS, type Band, bandsOf, isIdle, sectionsOf } from './bands'

/** Eight bands on stereo, mid or side, minimum phase. */
export const equaliser = describeModule({
  id: 'equaliser',
  label: 'Equaliser',
  summary:
    'Eight bands that follow their analogue models up to 20 kHz, each on stereo, mid or side.',
  source:
    'Matched second-order filters (M. Vicanek 2016) of the Audio EQ Cookbook’s prototypes; Butterworth passes.',
  onByDefault: true,
  placement: 'free',
  parameters: BAND_PARAMETERS,
  isNeutral: (values) => bandsOf(values as ParameterValues).every(isIdle),
  create: (values, { kernels, sampleRate, channelCount }) => {
    const bands = bandsOf(values as ParameterValues).filter(
      (band) => !isIdle(band) && (channelCount === 2 || band.channel !== 'side'),
    )
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
  },
})

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
