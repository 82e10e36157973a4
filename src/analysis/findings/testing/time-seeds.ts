import type { Audio } from '../../damage/testing/audio'
import { gainOf } from '../../damage/testing/audio'
import { BED_RATE } from './bed-rate'
import { type Change, ops, three } from './changes'
import { BOTH, type Seed } from './seed'

const CLICKS_SECONDS = [1.237, 2.513, 3.391, 4.777]
/** A sample and half of both beside it, in one channel and the other. */
const clicking =
  (db: number): Change =>
  (audio) => {
    const made: Audio = [audio[0].slice(), audio[1].slice()]
    for (const [k, seconds] of CLICKS_SECONDS.entries())
      for (const [n, share] of [0.5, 1, 0.5].entries()) {
        const channel = made[k % 2 === 0 ? 0 : 1]
        const at = Math.round(seconds * BED_RATE) + n
        channel[at] = (channel[at] ?? 0) + share * gainOf(db)
      }
    return made
  }

/** What is as quiet as this beside the programme may end anywhere: cuts are made where more sounds. */
const SOUNDS_DB = -30
const EDGE_FRAMES = 0.005 * BED_RATE

const meanSquare = (audio: Audio, from: number, to: number): number =>
  audio.reduce((sum, x) => sum + x.slice(from, to).reduce((all, v) => all + v * v, 0), 0) /
  (to - from)

/** Begins or ends at the first moment from there on, or the last before it, at which something sounds. */
const cut =
  (end: 'head' | 'tail', seconds: number): Change =>
  (audio) => {
    const [{ length }] = audio
    const least = meanSquare(audio, 0, length) * gainOf(SOUNDS_DB) ** 2
    const step = end === 'head' ? EDGE_FRAMES : -EDGE_FRAMES
    const sounds = (edge: number): boolean =>
      meanSquare(audio, Math.min(edge, edge + step), Math.max(edge, edge + step)) > least
    let at = Math.round(seconds * BED_RATE)
    while (at > EDGE_FRAMES && at < length - EDGE_FRAMES && !sounds(at)) at += step
    const [from, to] = end === 'head' ? [at, length] : [0, at]
    return [audio[0].slice(from, to), audio[1].slice(from, to)]
  }

/** Faults at some moments, and of the ends. */
export const TIME_SEEDS: readonly Seed[] = [
  {
    kind: 'clicks',
    on: BOTH,
    degrees: three([-20, -10, -4], clicking),
  },
  {
    kind: 'dropout',
    on: BOTH,
    degrees: three([96, 240, 960], (samples) =>
      ops(
        { op: 'zero', channels: [0, 1], atSeconds: 3.06, samples },
        { op: 'zero', channels: [1], atSeconds: 4.56, samples },
      ),
    ),
  },
  {
    kind: 'head-cut',
    on: BOTH,
    degrees: three([0.55, 1.55, 2.05], (seconds) => cut('head', seconds)),
  },
  {
    kind: 'tail-cut',
    on: BOTH,
    degrees: three([5.06, 4.56, 3.56], (seconds) => cut('tail', seconds)),
  },
  {
    kind: 'head-silence',
    on: BOTH,
    degrees: three([0.8, 2, 5], (headSeconds) => ops({ op: 'pad', headSeconds, tailSeconds: 0 })),
  },
  {
    kind: 'tail-silence',
    on: BOTH,
    degrees: three([4, 6, 12], (tailSeconds) => ops({ op: 'pad', headSeconds: 0, tailSeconds })),
  },
  {
    kind: 'middle-silence',
    on: BOTH,
    degrees: three([1.3, 2, 3], (seconds) =>
      ops({ op: 'zero', channels: [0, 1], atSeconds: 2, samples: seconds * BED_RATE }),
    ),
  },
]
