import { type Envelope, hopCount } from '../../analysis/envelope'
import { amplitudeToDb } from '../../core/decibels'
import type { LoudnessModel } from '../landing/loudness-model'
import { PIECE_FRAMES } from '../render/render-plan'

/** What the limiter takes off, as a real pass would report it. */
export interface PredictedReduction {
  /** dB ≥ 0, over what counts for the loudness. */
  readonly averageDb: number
  /** dB ≥ 0 */
  readonly maximumDb: number
}

/** The reduction of a landing by the model, piece by piece as a pass logs it: the largest of each piece counts. */
export const predictReduction = (
  model: LoudnessModel,
  { hopFrames, lengthFrames, pages }: Envelope,
  driveDb: number,
  thresholdDbtp: number,
): PredictedReduction => {
  const gain = model.turnedDown(driveDb, thresholdDbtp)
  if (!gain) return { averageDb: 0, maximumDb: 0 }
  const hops = hopCount(pages)
  let maximumDb = 0
  let sum = 0
  let counted = 0
  for (let from = 0; from < lengthFrames; from += PIECE_FRAMES) {
    const to = Math.min(lengthFrames, from + PIECE_FRAMES)
    let lowest = 1
    const end = Math.min(hops, Math.ceil(to / hopFrames))
    for (let hop = Math.floor(from / hopFrames); hop < end; hop++)
      lowest = Math.min(lowest, gain(hop))
    const reductionDb = lowest < 1 ? -amplitudeToDb(lowest) : 0
    maximumDb = Math.max(maximumDb, reductionDb)
    if (!model.counts((from + to) / 2)) continue
    counted++
    sum += reductionDb
  }
  return { averageDb: counted === 0 ? 0 : sum / counted, maximumDb }
}
