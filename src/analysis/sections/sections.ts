import { integratedLoudness } from '../gating'
import { boundariesOf } from './boundaries'
import { loudestStretch } from './loudest-stretch'
import { noveltyOf } from './novelty'
import { POWERS_PER_SECOND, type SectionFeatures } from './section-features'
import type { TimeStretch } from './time-stretch'

/** A part of a track that sounds alike throughout. */
export interface Section extends TimeStretch {
  /** Gated as BS.1770-5 does; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** Among the sections of the track; names say no more than that. */
  readonly rank: SectionRank
}

export type SectionRank = 'quiet' | 'middle' | 'loudest'

/** What a track is made of, in order, without gaps. Plain data. */
export interface Sections {
  readonly sections: readonly Section[]
  /** Where it is loudest for eight seconds or longer; all of a shorter track; null where it is silent. */
  readonly loudest: TimeStretch | null
}

/** Sections within this of each other are alike: none is the loudest. */
const ALIKE_LU = 2
/** Of the range of the sections' loudness, from either end. */
const RANK_SHARE = 1 / 3
/** 400 ms, one beginning every 100 ms. */
const BLOCK_POWERS = 0.4 * POWERS_PER_SECOND
const BLOCK_HOP = 0.1 * POWERS_PER_SECOND

/** The sections that the features tell of. Too short or too uniform to part: one; no audio: none. */
export const sectionsOf = (features: SectionFeatures): Sections => {
  const { durationSeconds, powers } = features
  if (durationSeconds === 0) return { sections: [], loudest: null }
  const edges = [0, ...boundariesOf(noveltyOf(features), features), durationSeconds]
  const plain = edges.slice(1).map((endSeconds, index) => {
    const startSeconds = edges[index] ?? 0
    const integratedLufs = loudnessWithin(powers, startSeconds, endSeconds)
    return { startSeconds, endSeconds, integratedLufs }
  })
  const loudnesses = plain.flatMap(({ integratedLufs: lufs }) =>
    lufs !== null && Number.isFinite(lufs) ? [lufs] : [],
  )
  const most = Math.max(...loudnesses)
  const rangeLu = most - Math.min(...loudnesses)
  const rankOf = (lufs: number | null): SectionRank => {
    if (lufs === Number.NEGATIVE_INFINITY) return 'quiet'
    if (lufs === null || !(rangeLu > ALIKE_LU)) return 'middle'
    const down = (most - lufs) / rangeLu
    return down <= RANK_SHARE ? 'loudest' : down >= 1 - RANK_SHARE ? 'quiet' : 'middle'
  }
  const sections = plain.map((section) => ({ ...section, rank: rankOf(section.integratedLufs) }))
  return { sections, loudest: loudestStretch(features) }
}

const loudnessWithin = (
  powers: Float32Array,
  startSeconds: number,
  endSeconds: number,
): number | null => {
  const first = Math.round(startSeconds * POWERS_PER_SECOND)
  const end = Math.min(powers.length, Math.round(endSeconds * POWERS_PER_SECOND))
  const blocks: number[] = []
  for (let at = first; at + BLOCK_POWERS <= end; at += BLOCK_HOP) {
    let sum = 0
    for (let k = at; k < at + BLOCK_POWERS; k++) sum += powers[k] ?? 0
    blocks.push(sum / BLOCK_POWERS)
  }
  return integratedLoudness(blocks)
}
