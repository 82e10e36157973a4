import { formatFrequency, formatNumber, formatSigned } from './format'

/** Mean level of each third octave from 20 Hz to 20 kHz, dB. */
interface Thirds {
  readonly thirdDb: Float32Array
}

/** A band of the equaliser that does something. */
export interface BandInUse {
  readonly band: number
  readonly freqHz: number
  /** null: a pass or a notch. */
  readonly gainDb: number | null
}

/** First and last third octave of each range, counted from 20 Hz. */
const RANGES = [
  ['lows, 20 to 200 Hz', 0, 10],
  ['mids, 250 Hz to 4 kHz', 11, 23],
  ['highs, 5 to 20 kHz', 24, 30],
] as const

const rangeDb = (thirdDb: Float32Array, first: number, last: number): number =>
  10 * Math.log10(thirdDb.subarray(first, last + 1).reduce((sum, db) => sum + 10 ** (db / 10), 0))

/** The spectrum plot in words. */
export const spectrumSentences = (
  original: Thirds | null,
  master: Thirds | null,
  inUse: readonly BandInUse[],
): string => {
  const sentences = [
    'Average level over frequency; the arrow keys move a cursor that reads it band by band.',
  ]
  for (const [name, spectrum] of [
    ['Original', original],
    ['Master', master],
  ] as const)
    if (spectrum)
      sentences.push(
        `${name}: ${RANGES.map(([range, first, last]) => `${range}, ${formatNumber(rangeDb(spectrum.thirdDb, first, last), 1)} dB`).join('; ')}.`,
      )
  if (inUse.length > 0) sentences.push(`Equaliser: ${inUse.map(bandWords).join('; ')}.`)
  return sentences.join(' ')
}

const bandWords = ({ band, freqHz, gainDb }: BandInUse): string =>
  `band ${band} at ${formatFrequency(freqHz)}${gainDb === null ? '' : `, ${formatSigned(gainDb, 1)} dB`}`
