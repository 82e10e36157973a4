import { log10 } from '../../../dsp/elementary'
import type { ParameterSpec, ParameterValues } from '../../parameter'
import { numberSpec } from '../../spec'

/** The module's id. */
export const TONE_CURVE_ID = 'tone-curve'

/** Third octaves from 20 Hz to 20 kHz to IEC 61260-1, base ten, as they are called. */
export const CURVE_HZ: readonly number[] = [
  20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600,
  2000, 2500, 3150, 4000, 5000, 6300, 8000, 10_000, 12_500, 16_000, 20_000,
]
/** Exact centre of band k: 10^((k + 13) / 10) Hz. */
const FIRST_BAND = 13

/** Name of the parameter of a band (0…30). */
export const curveParameterId = (band: number): string => `gain${band + 1}Db`

export const CURVE_PARAMETERS: readonly ParameterSpec[] = CURVE_HZ.map((freqHz, band) =>
  numberSpec(
    curveParameterId(band),
    freqHz < 1000 ? `${freqHz} Hz` : `${freqHz / 1000} kHz`,
    'dB',
    { min: -24, max: 24, default: 0, step: 0.1, decimals: 1 },
  ),
)

/** The gains of the bands, dB. */
export const curveGainsDb = (values: ParameterValues): readonly number[] =>
  CURVE_HZ.map((_, band) => Number(values[curveParameterId(band)] ?? 0))

/**
 * The curve at a frequency, dB: through the bands' gains, smooth between them (Catmull–Rom over the logarithm of
 * frequency), level beyond both ends.
 */
export const curveDbAt = (gainsDb: readonly number[], freqHz: number): number => {
  const last = gainsDb.length - 1
  const place = freqHz <= 0 ? 0 : Math.min(last, Math.max(0, 10 * log10(freqHz) - FIRST_BAND))
  const band = Math.min(last - 1, Math.floor(place))
  const t = place - band
  const at = (index: number): number => gainsDb[Math.min(last, Math.max(0, index))] ?? 0
  const [a, b, c, d] = [at(band - 1), at(band), at(band + 1), at(band + 2)]
  const bend = 2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)
  return b + 0.5 * t * (c - a + t * bend)
}
