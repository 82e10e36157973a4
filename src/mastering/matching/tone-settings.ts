import type { MatchedModule } from '../../chain/match'
import { bandParameterIds, EQUALISER_ID } from '../../chain/modules/equaliser/bands'
import { CURVE_HZ, curveParameterId, TONE_CURVE_ID } from '../../chain/modules/tone-curve/curve'
import type { ParameterValues } from '../../chain/parameter'
import type { JobContext } from '../../core/job'
import type { FittedBand } from './band-responses'
import { fitEqualiser } from './fit-equaliser'
import type { ToneCurve } from './tone-curve'

const EQUALISER_BANDS = 8
/** What eight bands may leave of a curve, dB (weighted root mean square); beyond it the tone curve follows it instead. */
const LARGEST_RESIDUAL_DB = 0.5
/** Further than this eight bands never go: they need not be tried. */
const LARGEST_FITTED_DB = 9
/** Steps of the curve's own controls. */
const GAIN_STEP = 10

/**
 * The settings that follow a tone curve at `sampleRate`: the equaliser's bands where they do, which are easier to
 * understand and change; else the linear-phase tone curve. null where there is nothing to change.
 */
export const toneSettings = async (
  curve: ToneCurve,
  sampleRate: number,
  job: JobContext,
): Promise<MatchedModule | null> => {
  const largestDb = Math.max(...curve.gainsDb.map(Math.abs))
  if (largestDb > LARGEST_FITTED_DB) return curveSettings(curve)
  const { bands, residualDb } = await fitEqualiser(curve, EQUALISER_BANDS, sampleRate, job)
  return residualDb > LARGEST_RESIDUAL_DB ? curveSettings(curve) : bandSettings(bands)
}

const bandSettings = (bands: readonly FittedBand[]): MatchedModule | null => {
  if (bands.length === 0) return null
  const values: ParameterValues = Object.fromEntries(
    bands.flatMap(({ type, freqHz, gainDb, q }, index) => {
      const ids = bandParameterIds(index + 1)
      return [
        [ids.type, type],
        [ids.freqHz, freqHz],
        [ids.gainDb, gainDb],
        [ids.q, q],
        [ids.channel, 'stereo'],
      ]
    }),
  )
  return { moduleId: EQUALISER_ID, values }
}

const curveSettings = (curve: ToneCurve): MatchedModule => ({
  moduleId: TONE_CURVE_ID,
  values: Object.fromEntries(
    CURVE_HZ.map((freqHz, band) => [
      curveParameterId(band),
      Math.round(GAIN_STEP * gainAt(curve, freqHz)) / GAIN_STEP,
    ]),
  ),
})

/** Between the bands of the curve by the logarithm of frequency; level beyond its ends. */
const gainAt = ({ freqsHz, gainsDb }: ToneCurve, freqHz: number): number => {
  const above = freqsHz.findIndex((bandHz) => bandHz >= freqHz)
  if (above <= 0) return (above === 0 ? gainsDb[0] : gainsDb.at(-1)) ?? 0
  const [lowHz = 1, highHz = 1] = [freqsHz[above - 1], freqsHz[above]]
  const share = Math.log(freqHz / lowHz) / Math.log(highHz / lowHz)
  return (gainsDb[above - 1] ?? 0) * (1 - share) + (gainsDb[above] ?? 0) * share
}
