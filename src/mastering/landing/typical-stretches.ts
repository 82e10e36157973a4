import { type Envelope, pageAt, stepFrames } from '../../analysis/envelope'
import { amplitudeToDb } from '../../core/decibels'
import type { Stretch } from './excerpt'
import type { LoudnessModel } from './loudness-model'

/** Of all windows, ranked by how much of them stands over the ceiling: the middles of three equal parts. */
const RANKS = [1 / 6, 1 / 2, 5 / 6] as const
/** Of so many windows none is left out: three of four say too much of the loud ones. */
const MOST_WHOLE = RANKS.length + 1

/**
 * Three stretches of `windowSeconds` that stand for the whole track: at `driveDb` one with little over the threshold,
 * one with a typical amount, one with much; pauses stand for nothing. All of the track where it has hardly more.
 */
export const typicalStretches = (
  { pages, hopFrames, lengthFrames, sampleRate }: Envelope,
  model: LoudnessModel,
  driveDb: number,
  thresholdDbtp: number,
  windowSeconds: number,
): readonly Stretch[] => {
  const step = stepFrames(sampleRate)
  const windowFrames = Math.round((windowSeconds * sampleRate) / step) * step
  const count = Math.floor(lengthFrames / windowFrames)
  if (count <= MOST_WHOLE) return [{ start: 0, end: lengthFrames }]
  let page = 0
  const peakAt = (hop: number): number => {
    page = Math.max(0, pageAt(pages, hop, page))
    const { peak, firstHop } = pages[page] ?? { peak: [], firstHop: 0 }
    return peak[hop - firstHop] ?? 0
  }
  const windows: { readonly start: number; readonly overDb: number }[] = []
  for (let window = 0; window < count; window++) {
    const start = window * windowFrames
    let sumDb = 0
    let counted = 0
    const end = Math.floor((start + windowFrames) / hopFrames)
    for (let hop = Math.floor(start / hopFrames); hop < end; hop++) {
      if (!model.counts(hop * hopFrames)) continue
      counted++
      const overDb = amplitudeToDb(peakAt(hop)) + driveDb - thresholdDbtp
      if (overDb > 0) sumDb += overDb
    }
    if (2 * counted * hopFrames > windowFrames) windows.push({ start, overDb: sumDb })
  }
  if (windows.length < RANKS.length) return [{ start: 0, end: RANKS.length * windowFrames }]
  windows.sort((a, b) => a.overDb - b.overDb || a.start - b.start)
  const starts = RANKS.map((rank) => windows[Math.floor(rank * windows.length)]?.start ?? 0)
  return starts.toSorted((a, b) => a - b).map((start) => ({ start, end: start + windowFrames }))
}
