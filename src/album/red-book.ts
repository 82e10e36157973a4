import { CD_FRAMES_PER_SECOND } from './cd-time'
import { type Disc, startOf } from './disc'

/** What keeps a disc from being pressed (IEC 60908), or a plant from taking it. Plain data. */
export type RedBookViolation =
  | { readonly kind: 'no-tracks' }
  | { readonly kind: 'too-many-tracks'; readonly count: number }
  | { readonly kind: 'first-pause-too-short'; readonly cdFrames: number }
  | { readonly kind: 'track-too-short'; readonly track: number; readonly cdFrames: number }
  | { readonly kind: 'points-out-of-order'; readonly track: number; readonly index: number }
  | { readonly kind: 'no-start'; readonly track: number }
  | { readonly kind: 'programme-too-long'; readonly cdFrames: number }

const MAX_TRACKS = 99
const MAX_INDEX = 99
/** Two seconds ahead of the first track. */
export const FIRST_PAUSE_CD_FRAMES = 2 * CD_FRAMES_PER_SECOND
/** From index 1 to the next index 1. */
export const SHORTEST_TRACK_CD_FRAMES = 4 * CD_FRAMES_PER_SECOND
/** 79:57, what plants take of an 80-minute disc. */
export const LONGEST_PROGRAMME_CD_FRAMES = (79 * 60 + 57) * CD_FRAMES_PER_SECOND

/** All that is against the Red Book in `disc`, in order of the disc; empty = it can be written. */
export const redBookViolations = (disc: Disc): readonly RedBookViolation[] => {
  const count = disc.tracks.length
  if (count === 0) return [{ kind: 'no-tracks' }]
  const violations: RedBookViolation[] = []
  if (count > MAX_TRACKS) violations.push({ kind: 'too-many-tracks', count })
  const first = startOf(disc, 1)
  if (first !== null && first < FIRST_PAUSE_CD_FRAMES)
    violations.push({ kind: 'first-pause-too-short', cdFrames: first })
  violations.push(...pointsOutOfOrder(disc), ...trackViolations(disc))
  if (disc.leadOutCdFrames > LONGEST_PROGRAMME_CD_FRAMES)
    violations.push({ kind: 'programme-too-long', cdFrames: disc.leadOutCdFrames })
  return violations
}

const pointsOutOfOrder = ({ points, leadOutCdFrames }: Disc): RedBookViolation[] =>
  points.flatMap(({ track, index, atCdFrames }, at) => {
    const next = points[at + 1]?.atCdFrames ?? leadOutCdFrames
    const fits = atCdFrames >= 0 && atCdFrames < next && index >= 0 && index <= MAX_INDEX
    return fits ? [] : [{ kind: 'points-out-of-order', track, index } as const]
  })

const trackViolations = (disc: Disc): RedBookViolation[] =>
  disc.tracks.flatMap((_, at): RedBookViolation[] => {
    const track = at + 1
    const start = startOf(disc, track)
    if (start === null) return [{ kind: 'no-start', track }]
    const end = startOf(disc, track + 1) ?? disc.leadOutCdFrames
    const cdFrames = end - start
    return cdFrames < SHORTEST_TRACK_CD_FRAMES ? [{ kind: 'track-too-short', track, cdFrames }] : []
  })
