import { blockCount, blockPeak, blockPower } from '../evidence/blocks'
import type { Plateaus, SampleEvidence } from '../evidence/sample-evidence'
import { exactAmplitudeToDb } from '../exact-decibels'
import { found, NOT_FOUND, type Place } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { merged } from './places'

/** Flat tops at one level are a clip level, not chance (matchering warns from as many). */
const CERTAIN_PLATEAUS = 8
/** A few of exactly one level are likely one: of thirty excerpts of songs none has more than one. */
const FEWEST_PLATEAUS = 3
const WORST_PLATEAUS = 1000
const LIKELY = 0.6
const MOST_CERTAIN = 0.95
/** Flat tops share a level within this. */
const ONE_LEVEL_DB = 0.02
/** Little lies above a level that something was clipped at. */
const HEADROOM_DB = 0.1
/** Music has quieter blocks, too; a square wave has flat tops and nothing else. */
const QUIETER_DB = 1
const LEAST_QUIETER = 0.1
/** … and blocks whose peak is so little over their level; music that is clipped throughout has more. */
const SQUARE_CREST_DB = 2
/** Audio of so many bits or fewer is dithered at that step. */
const DITHERED_BITS = 16
/** A place is heard as one with what follows as soon. */
const PLACE_GAP_SECONDS = 0.1

export const CLIPPING_DETECTORS = {
  clipped: ({ evidence: { samples }, measured: { samplePeakDbfs, sampleRate }, bitDepth }) => {
    const isDithered = bitDepth !== null && bitDepth <= DITHERED_BITS
    // The top of a bass note is flat to a step of 16 bits.
    const most = atOneLevel(isDithered ? samples.dithered : samples.exact, samplePeakDbfs)
    const fewest = isDithered ? CERTAIN_PLATEAUS : FEWEST_PLATEAUS
    if (most.length < fewest || isSquare(samples, samplePeakDbfs)) return NOT_FOUND
    const places = most.map((frame): Place => {
      const startSeconds = frame / sampleRate
      return { startSeconds, endSeconds: startSeconds + 0.001 }
    })
    const degree = Math.log(most.length) / Math.log(WORST_PLATEAUS)
    return found(degree, most.length, 'places', {
      certainty: most.length < CERTAIN_PLATEAUS ? LIKELY : MOST_CERTAIN,
      places: merged(places, PLACE_GAP_SECONDS),
    })
  },
} satisfies Detectors<ExaminedFacts>

/** Frames of the flat tops that share the level where most of them lie, if that is the ceiling of the file. */
const atOneLevel = ({ frames, values }: Plateaus, samplePeakDbfs: number): readonly number[] => {
  const tops = Array.from(values, (value, k) => ({
    frame: frames[k] ?? 0,
    db: exactAmplitudeToDb(Math.abs(value)),
  })).toSorted((a, b) => a.db - b.db)
  let best: typeof tops = []
  for (let from = 0, to = 0; from < tops.length; from++) {
    const lowest = tops[from]?.db ?? 0
    while (to < tops.length && (tops[to]?.db ?? 0) <= lowest + ONE_LEVEL_DB) to++
    if (to - from > best.length) best = tops.slice(from, to)
  }
  return (best.at(-1)?.db ?? Number.NEGATIVE_INFINITY) >= samplePeakDbfs - HEADROOM_DB
    ? best.map(({ frame }) => frame).toSorted((a, b) => a - b)
    : []
}

/** Is this a wave with flat tops and nothing else, in nearly every block? */
const isSquare = ({ blocks }: SampleEvidence, samplePeakDbfs: number): boolean => {
  const peak = 10 ** (samplePeakDbfs / 20)
  const quieterThan = peak * 10 ** (-QUIETER_DB / 20)
  const leastCrest = 10 ** (SQUARE_CREST_DB / 10)
  const count = blockCount(blocks)
  let quieter = 0
  let crested = 0
  for (let block = 0; block < count; block++) {
    const blockMost = blockPeak(blocks, block)
    if (blockMost < quieterThan) quieter++
    if (blockMost ** 2 > leastCrest * blockPower(blocks, block)) crested++
  }
  return quieter < LEAST_QUIETER * count && crested < count / 2
}
