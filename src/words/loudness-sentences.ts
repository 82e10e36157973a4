import type { Analysis } from '../analysis/analysis'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import { formatNumber } from './format'

/** The plot of loudness over time in words. */
export const loudnessSentences = (
  original: Analysis | null,
  master: Analysis | null,
  targetLufs: number | null,
  reference?: Fingerprint,
): string => {
  const sentences = [
    'Loudness over time: momentary as thin lines, short-term as thick ones, integrated dash-dotted; the arrow keys move a cursor that reads them.',
  ]
  for (const [name, loudness] of [
    ['Original', original?.loudness],
    ['Master', master?.loudness],
    ['Reference, spread over the track', reference],
  ] as const) {
    if (!loudness) continue
    const { integratedLufs, maximumShortTermLufs } = loudness
    const words = (lufs: number | null): string =>
      lufs === null ? 'not measurable' : `${formatNumber(lufs, 1)} LUFS`
    sentences.push(
      `${name}: integrated ${words(integratedLufs)}, at most ${words(maximumShortTermLufs)} short-term.`,
    )
  }
  if (targetLufs !== null) sentences.push(`The target is ${formatNumber(targetLufs, 1)} LUFS.`)
  return sentences.join(' ')
}
