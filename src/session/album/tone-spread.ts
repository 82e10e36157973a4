import { type Spectrum, THIRD_BANDS } from '../../analysis/spectrum'

/** Lows, middle and highs. */
export const TONE_BANDS = ['lows', 'middle', 'highs'] as const
const EDGES_HZ = [250, 4000] as const

/** dB of lows, middle and highs of a track, each against the whole of it; null for silence. */
export const toneOf = ({ thirdDb }: Pick<Spectrum, 'thirdDb'>): readonly number[] | null => {
  const powers = TONE_BANDS.map(() => 0)
  for (let band = 0; band < THIRD_BANDS.count; band++) {
    const hz = THIRD_BANDS.centreHz(band)
    const place = hz < EDGES_HZ[0] ? 0 : hz < EDGES_HZ[1] ? 1 : 2
    powers[place] = (powers[place] ?? 0) + 10 ** ((thirdDb[band] ?? Number.NEGATIVE_INFINITY) / 10)
  }
  const all = powers.reduce((sum, power) => sum + power, 0)
  return all > 0 ? powers.map((power) => 10 * Math.log10(Math.max(power, all * 1e-6) / all)) : null
}

/**
 * How far each track's tone is from the mean of all, dB in lows, middle and highs; null where a track's spectrum is not
 * known (yet), or it is silent.
 */
export const toneSpread = (
  spectra: readonly (Pick<Spectrum, 'thirdDb'> | null)[],
): readonly (readonly number[] | null)[] => {
  const tones = spectra.map((spectrum) => (spectrum ? toneOf(spectrum) : null))
  const known = tones.filter((tone) => tone !== null)
  const means = TONE_BANDS.map(
    (_, band) => known.reduce((sum, tone) => sum + (tone[band] ?? 0), 0) / known.length,
  )
  return tones.map((tone) =>
    tone === null ? null : tone.map((db, band) => db - (means[band] ?? 0)),
  )
}
