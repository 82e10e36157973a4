import type { ModuleSettings } from '../../chain/descriptor'
import type { TrackSpectra } from '../../store/tracks'
import { formatNumber, formatSigned } from '../../words/format'
import { formatFrequency, type Handle } from './spectrum-scales'

/** First and last third octave of each range, counted from 20 Hz. */
const RANGES = [
  ['lows, 20 to 200 Hz', 0, 10],
  ['mids, 250 Hz to 4 kHz', 11, 23],
  ['highs, 5 to 20 kHz', 24, 30],
] as const

const rangeDb = (thirdDb: Float32Array, first: number, last: number): number =>
  10 * Math.log10(thirdDb.subarray(first, last + 1).reduce((sum, db) => sum + 10 ** (db / 10), 0))

/** The spectrum plot in words. */
export const spectrumSummary = (
  spectra: TrackSpectra | undefined,
  equaliser: ModuleSettings | undefined,
  handles: readonly Handle[],
): string => {
  const sentences = [
    'Average level over frequency; the arrow keys move a cursor that reads it band by band.',
  ]
  for (const [name, spectrum] of [
    ['Original', spectra?.original],
    ['Master', spectra?.master],
  ] as const)
    if (spectrum)
      sentences.push(
        `${name}: ${RANGES.map(([range, first, last]) => `${range}, ${formatNumber(rangeDb(spectrum.thirdDb, first, last), 1)} dB`).join('; ')}.`,
      )
  const moved = handles.filter(({ gainDb, hasGain }) => !hasGain || gainDb !== 0)
  if (equaliser?.on && moved.length > 0)
    sentences.push(
      `Equaliser: ${moved.map(({ band, freqHz, gainDb, hasGain }) => `band ${band} at ${formatFrequency(freqHz)}${hasGain ? `, ${formatSigned(gainDb, 1)} dB` : ''}`).join('; ')}.`,
    )
  return sentences.join(' ')
}
