import { BLOCKS_PER_SECOND, blockCount, blockPower, blockStart } from '../evidence/blocks'
import { powerDb } from '../evidence/spectral-row'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { leastPeakToShortTermDb } from './peak-to-short-term'
import { merged } from './places'
import { percentile } from './rows'

const FULL_SCALE_DBTP = 0
const WORST_OVER_DB = 3
/** Pauses lie this far below the programme, else nothing is known of the noise in them. */
const PAUSE_DB = -30
const NOISY_DB = -60
/** Noise stands still; a fade does not: spread of the quietest twentieth, dB. */
const NOISE_SPREAD_DB = 3
const QUIET_SHARE = 0.05
const VERY_QUIET_SHARE = 0.01
/** −120 dBFS: digital silence. */
const SILENT_DB = -120
const WIDE_LU = 15
const NARROW_LU = 3
/** Peaks that stand so far over the loudness around them all through. */
const SPIKY_DB = 16
/** The range is not stable on less (EBU Tech 3342). */
const RANGE_SECONDS = 60

export const LEVEL_DETECTORS = {
  'peaks-between-samples': ({ evidence: { samples }, measured }) => {
    const { truePeakDbtp, sampleRate } = measured
    if (truePeakDbtp <= FULL_SCALE_DBTP) return NOT_FOUND
    const places = Array.from(samples.overs, (frame) => ({
      startSeconds: frame / sampleRate,
      endSeconds: frame / sampleRate + 1 / BLOCKS_PER_SECOND,
    }))
    return found(0.1 + truePeakDbtp / WORST_OVER_DB, truePeakDbtp, 'dBTP', {
      places: merged(places, 0.1),
    })
  },
  'noise-floor': ({ evidence: { samples }, measured }) => {
    const count = blockCount(samples.blocks)
    const levels = Array.from({ length: count }, (_, block) =>
      powerDb(blockPower(samples.blocks, block)),
    ).filter((db) => db > SILENT_DB)
    const floorDb = percentile(levels, QUIET_SHARE)
    const programmeDb = measured.loudness.integratedLufs ?? 0
    const below = floorDb - programmeDb
    if (below > PAUSE_DB) return notMeasured('no-pauses')
    const spread = floorDb - percentile(levels, VERY_QUIET_SHARE)
    if (below <= NOISY_DB || spread > NOISE_SPREAD_DB) return NOT_FOUND
    const quiet = Array.from({ length: count }, (_, block) => block).filter(
      (block) => powerDb(blockPower(samples.blocks, block)) <= floorDb,
    )
    const places = quiet.map((block) => ({
      startSeconds: blockStart(block, measured.sampleRate) / measured.sampleRate,
      endSeconds: blockStart(block + 1, measured.sampleRate) / measured.sampleRate,
    }))
    return found((below - NOISY_DB) / -NOISY_DB, below, 'dB', {
      certainty: 0.7,
      places: merged(places, 0.5),
    })
  },
  dynamics: ({ evidence: { samples }, measured: { loudness, durationSeconds } }) => {
    const range = loudness.loudnessRangeLu
    if (range === null || durationSeconds < RANGE_SECONDS) return notMeasured('too-short')
    if (range > WIDE_LU) return found((range - WIDE_LU) / 15, range, 'LU', { certainty: 0.6 })
    const peaksDb = leastPeakToShortTermDb(loudness, samples.blocks)
    // In dB, not LU: the words tell the two apart by it.
    if (peaksDb !== null && peaksDb > SPIKY_DB)
      return found((peaksDb - SPIKY_DB) / SPIKY_DB, peaksDb, 'dB', { certainty: 0.5 })
    if (range < NARROW_LU)
      return found(((NARROW_LU - range) / NARROW_LU) * 0.5, range, 'LU', { certainty: 0.5 })
    return NOT_FOUND
  },
} satisfies Detectors<ExaminedFacts>
