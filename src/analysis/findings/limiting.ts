import { BLOCKS_PER_SECOND, blockCount, blockPeak, blockPower } from '../evidence/blocks'
import type { SampleEvidence } from '../evidence/sample-evidence'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged, runsOf } from './places'

/** Blocks below −60 dBFS are pauses. */
const ACTIVE_POWER = 1e-6
/** A limiter holds peaks within this; the spread of music is wider. */
const PILE_DB = 0.2
const NEAR_DB = 1
/** Smaller counts mislead (of thirty excerpts of songs none has more than 5) … */
const FEWEST_BLOCKS = 10
/** … and are unsure below this. */
const SURE_BLOCKS = 20
/** Untouched songs: 0.001–0.035; after 4 dB of limiting 0.05–0.41. */
const LEAST_SHARE = 0.05
/** From here on it is no matter of chance. */
const SURE_SHARE = 0.1
/** Share within PILE_DB beside that within NEAR_DB: untouched mostly below 0.25, limited 0.4–0.75. */
const LEAST_RATIO = 0.4
const WORST_SHARE = 0.5
const LIKELY = 0.6
/** A master's peaks lie near full scale … */
const MASTERED_PEAK_DBTP = -1.5
/** … and near its loudness (sources: already-mastered input), */
const MASTERED_PLR_LU = 9
/** or, if they are a little farther, so many of them at one level. More dynamic is a mix with a limiter on its output. */
const LIMITED_PLR_LU = 11
const MASTERED_SHARE = 0.25

export interface PileUp {
  /** Of the active blocks, those whose peak lies within PILE_DB of the track's. */
  readonly share: number
  /** … beside those within NEAR_DB. */
  readonly ratio: number
  readonly blocks: number
  /** Active blocks in all. */
  readonly active: number
  /** The track's peak over the 95th percentile of the blocks' peaks, dB. */
  readonly gap95Db: number
}

/** How far the peaks of the blocks pile up under the track's own peak. */
export const pileUpOf = ({ blocks }: SampleEvidence): PileUp => {
  const active: number[] = []
  for (let block = 0; block < blockCount(blocks); block++)
    if (blockPower(blocks, block) > ACTIVE_POWER) active.push(blockPeak(blocks, block))
  const peaks = Float64Array.from(active).sort().reverse()
  const [most = 0] = peaks
  const within = (db: number): number => {
    const least = most * 10 ** (-db / 20)
    const below = peaks.findIndex((peak) => peak < least)
    return below < 0 ? peaks.length : below
  }
  const blocksAt = within(PILE_DB)
  return {
    share: blocksAt / Math.max(1, peaks.length),
    ratio: blocksAt / Math.max(1, within(NEAR_DB)),
    blocks: blocksAt,
    active: peaks.length,
    gap95Db: 20 * Math.log10(most / (peaks[Math.floor(peaks.length * 0.05)] ?? most)),
  }
}

export const LIMITING_DETECTORS = {
  'already-mastered': ({ evidence: { samples }, measured: { peakToLoudnessLu, truePeakDbtp } }) => {
    if (peakToLoudnessLu === null) return notMeasured('too-short')
    if (truePeakDbtp <= MASTERED_PEAK_DBTP) return NOT_FOUND
    const { share, ratio, blocks } = pileUpOf(samples)
    const isPiled = blocks >= SURE_BLOCKS && share >= MASTERED_SHARE && ratio >= LEAST_RATIO
    const isLoud = peakToLoudnessLu < MASTERED_PLR_LU
    if (!isLoud && (!isPiled || peakToLoudnessLu > LIMITED_PLR_LU)) return NOT_FOUND
    return found(1, peakToLoudnessLu, 'LU', { certainty: isPiled && isLoud ? 1 : LIKELY })
  },
  limited: ({ evidence: { samples } }) => {
    const { share, ratio, blocks, active } = pileUpOf(samples)
    if (active < 2 * SURE_BLOCKS) return notMeasured('too-short')
    if (blocks < FEWEST_BLOCKS || share < LEAST_SHARE || ratio < LEAST_RATIO) return NOT_FOUND
    const most = 10 ** (-PILE_DB / 20) * largest(samples)
    const runs = runsOf(blockCount(samples.blocks), (k) => blockPeak(samples.blocks, k) >= most)
    const places = runs.map(([from, to]) => ({
      startSeconds: from / BLOCKS_PER_SECOND,
      endSeconds: to / BLOCKS_PER_SECOND,
    }))
    return found(share / WORST_SHARE, share * 100, '%', {
      certainty:
        share < SURE_SHARE || blocks < SURE_BLOCKS ? LIKELY : LIKELY + (1 - LIKELY) * ratio,
      places: merged(places, 1),
    })
  },
} satisfies Detectors<ExaminedFacts>

const largest = ({ blocks }: SampleEvidence): number => {
  let most = 0
  for (let block = 0; block < blockCount(blocks); block++)
    most = Math.max(most, blockPeak(blocks, block))
  return most
}
