import type { Analysis } from '../analysis/analysis'
import { formatNumber } from './format'

/** The plot of loudness over time in words. */
export const loudnessSentences = (
  original: Analysis | null,
  master: Analysis | null,
  targetLufs: number | null,
): string => {
  const sentences = [
    'Loudness over time: momentary as thin lines, short-term as thick ones, integrated dash-dotted; the arrow keys move a cursor that reads them.',
  ]
  for (const [name, analysis] of [
    ['Original', original],
    ['Master', master],
  ] as const) {
    if (!analysis) continue
    const { integratedLufs, maximumShortTermLufs } = analysis.loudness
    const words = (lufs: number | null): string =>
      lufs === null ? 'not measurable' : `${formatNumber(lufs, 1)} LUFS`
    sentences.push(
      `${name}: integrated ${words(integratedLufs)}, at most ${words(maximumShortTermLufs)} short-term.`,
    )
  }
  if (targetLufs !== null) sentences.push(`The target is ${formatNumber(targetLufs, 1)} LUFS.`)
  return sentences.join(' ')
}
