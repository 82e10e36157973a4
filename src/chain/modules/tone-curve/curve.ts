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
const LAST_BAND = CURVE_HZ.length - 1
/** A little above the last centre, 19 953 Hz. */
const ABOVE_ALL_HZ = 20_000

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
  const place = placeOf(freqHz)
  const band = Math.min(LAST_BAND - 1, Math.floor(place))
  const t = place - band
  const a = gainsDb[Math.max(0, band - 1)] ?? 0
  const b = gainsDb[band] ?? 0
  const c = gainsDb[band + 1] ?? 0
  const d = gainsDb[Math.min(LAST_BAND, band + 2)] ?? 0
  const bend = 2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)
  return b + 0.5 * t * (c - a + t * bend)
}

/** Where a frequency lies among the bands' centres: 0 at the first and below, the last band's number there and above. */
const placeOf = (freqHz: number): number => {
  // Most of what a high sample rate holds lies above: no logarithm is taken of it.
  if (freqHz >= ABOVE_ALL_HZ) return LAST_BAND
  return freqHz <= 0 ? 0 : Math.min(LAST_BAND, Math.max(0, 10 * log10(freqHz) - FIRST_BAND))
}
