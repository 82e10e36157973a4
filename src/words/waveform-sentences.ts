import type { Analysis } from '../analysis/analysis'
import { formatNumber, formatTime } from './format'

export interface ShownWaveform {
  readonly name: string
  readonly durationSeconds: number
  /** Shown, in seconds. */
  readonly window: { readonly from: number; readonly to: number }
  /** Where each is marked first, in seconds; null where nothing is. */
  readonly clippedSeconds: number | null
  readonly overCeilingSeconds: number | null
  readonly original: Analysis | null
  readonly master: Analysis | null
  readonly ceilingDbtp: number
}

/** What the waveforms and their marks show, for those who do not see them. */
export const waveformSentences = (shown: ShownWaveform): string => {
  const { window, clippedSeconds, overCeilingSeconds } = shown
  return [
    `Waveform of ${shown.name}, ${formatTime(shown.durationSeconds)} long, shown from ${formatTime(window.from)} to ${formatTime(window.to)}. The Position slider moves through it.`,
    clippedSeconds === null
      ? ''
      : `The original is clipped, first at ${formatTime(clippedSeconds, true)}.`,
    overCeilingSeconds === null
      ? ''
      : `The master is over its ceiling, first at ${formatTime(overCeilingSeconds, true)}.`,
    betweenSamples('original', shown.original, 0),
    betweenSamples('master', shown.master, shown.ceilingDbtp),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** Nothing says where such a peak is: measuring a true peak passes over all but the largest. */
const betweenSamples = (signal: string, analysis: Analysis | null, limitDbtp: number): string =>
  analysis && analysis.truePeakDbtp > limitDbtp && analysis.samplePeakDbfs <= limitDbtp
    ? `The ${signal} rises to ${formatNumber(analysis.truePeakDbtp, 2)} dBTP between samples, over ${formatNumber(limitDbtp, 1)} dBTP; that has no mark.`
    : ''
