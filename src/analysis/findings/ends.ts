import { BLOCKS_PER_SECOND, blockCount, blockPeak } from '../evidence/blocks'
import { found, NOT_FOUND, notMeasured } from './answer'
import type { Detectors, ExaminedFacts } from './facts'
import { runsOf } from './places'

/** −70 dBFS: as good as silent. */
const SILENT_PEAK = 10 ** (-70 / 20)
const LONGEST_HEAD_SECONDS = 0.5
const LONGEST_TAIL_SECONDS = 3
const LONGEST_INSIDE_SECONDS = 1
/**
 * Where nothing was faded the very edge has so much of what it leads to: music that begins by itself has up to 0.04 (twelve songs),
 * what is cut as it crosses zero seldom less than 0.07.
 */
const ABRUPT = 0.06
const AUDIBLE_DB = -40

/** Silence at the head, inside and at the tail, in blocks. */
const silences = ({ evidence: { samples } }: ExaminedFacts) => {
  const count = blockCount(samples.blocks)
  const runs = runsOf(count, (block) => blockPeak(samples.blocks, block) < SILENT_PEAK)
  return {
    head: runs.find(([from]) => from === 0),
    tail: runs.find(([, to]) => to === count),
    inside: runs.filter(([from, to]) => from > 0 && to < count),
  }
}

const placeOf = ([from, to]: readonly [number, number]) => ({
  startSeconds: from / BLOCKS_PER_SECOND,
  endSeconds: to / BLOCKS_PER_SECOND,
})

const lengthOf = ([from, to]: readonly [number, number]): number => (to - from) / BLOCKS_PER_SECOND

/** A constant offset is no sound. */
const edgeOf = ({ evidence, measured }: ExaminedFacts, end: 'head' | 'tail'): number =>
  evidence.ends[end].edge - Math.max(0, ...measured.dcOffset.map(Math.abs))

const isCut = (facts: ExaminedFacts, end: 'head' | 'tail'): boolean => {
  const { integratedLufs } = facts.measured.loudness
  const { near } = facts.evidence.ends[end]
  const edge = edgeOf(facts, end)
  return edge > near * ABRUPT && edge > 10 ** (((integratedLufs ?? 0) + AUDIBLE_DB) / 20)
}

const cutAnswer = (facts: ExaminedFacts, end: 'head' | 'tail') => {
  if (!isCut(facts, end)) return NOT_FOUND
  const edge = edgeOf(facts, end)
  const at = end === 'head' ? 0 : facts.measured.durationSeconds
  const place = { startSeconds: Math.max(0, at - 0.5), endSeconds: at + (end === 'head' ? 0.5 : 0) }
  return found(0.4, 20 * Math.log10(edge), 'dBFS', { certainty: 0.7, places: [place] })
}

const silenceAnswer = (run: readonly [number, number] | undefined, longest: number) =>
  run && lengthOf(run) > longest
    ? found(0.2 + lengthOf(run) / 60, lengthOf(run), 's', { places: [placeOf(run)] })
    : NOT_FOUND

export const END_DETECTORS = {
  'head-cut': (facts) => cutAnswer(facts, 'head'),
  'tail-cut': (facts) => cutAnswer(facts, 'tail'),
  'head-silence': (facts) => silenceAnswer(silences(facts).head, LONGEST_HEAD_SECONDS),
  'tail-silence': (facts) => silenceAnswer(silences(facts).tail, LONGEST_TAIL_SECONDS),
  'middle-silence': (facts) => {
    if (facts.measured.durationSeconds < 3 * LONGEST_INSIDE_SECONDS) return notMeasured('too-short')
    const places = silences(facts).inside.filter((run) => lengthOf(run) > LONGEST_INSIDE_SECONDS)
    if (places.length === 0) return NOT_FOUND
    const seconds = places.reduce((sum, run) => sum + lengthOf(run), 0)
    return found(0.4 + seconds / 60, seconds, 's', { places: places.map(placeOf) })
  },
} satisfies Detectors<ExaminedFacts>
