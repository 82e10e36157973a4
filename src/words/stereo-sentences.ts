import { formatSigned } from './format'

/** What a correlation (−1 … 1) says of the stereo image. */
export const correlationWords = (correlation: number): string => {
  if (correlation > 0.95) return 'nearly mono'
  if (correlation > 0.3) return 'safe in mono'
  if (correlation >= 0) return 'wide'
  return 'out of phase'
}

/** The correlation of a whole track; nothing where there is none. */
export const wholeCorrelation = (
  name: string,
  value: number | null | undefined,
): readonly string[] =>
  typeof value === 'number' ? [`${name} ${formatSigned(value, 2)} over the whole track`] : []

/** The stereo plot in words. */
export const stereoSentences = (
  channelCount: number | undefined,
  original: number | null | undefined,
  master: number | null | undefined,
  reference?: number | null,
): string =>
  channelCount === 1
    ? 'The track is mono: it has no stereo image.'
    : `Goniometer of what is heard while it plays: upright is mono, across is out of phase. Below it, the correlation. ${[...wholeCorrelation('Original', original), ...wholeCorrelation('Master', master), ...wholeCorrelation('Reference', reference)].join('; ')}.`
