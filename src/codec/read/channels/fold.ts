import { type ChannelChoice, manyChannelsDetail } from '../../../core/channel-choice'
import type { DecodeRemark } from '../../../core/track-facts'
import { ReadFailure } from '../read-failure'
import type { Speaker, Speakers } from './speakers'

type Gains = readonly [left: number, right: number]

const HALF_POWER = Math.SQRT1_2
const BOTH: Gains = [HALF_POWER, HALF_POWER]
/** One sound behind both: −3 dB as a surround, and −3 dB for each of the two. */
const BEHIND: Gains = [0.5, 0.5]
const LEFT: Gains = [1, 0]
const RIGHT: Gains = [0, 1]
const LEFT_SURROUND: Gains = [HALF_POWER, 0]
const RIGHT_SURROUND: Gains = [0, HALF_POWER]
const NONE: Gains = [0, 0]

/** ITU-R BS.775-4, annex 4, to two channels; what it does not name goes where its neighbour goes. */
const TO_STEREO: Readonly<Record<NonNullable<Speaker>, Gains>> = {
  FL: LEFT,
  FR: RIGHT,
  FC: BOTH,
  LFE: NONE,
  BL: LEFT_SURROUND,
  BR: RIGHT_SURROUND,
  SL: LEFT_SURROUND,
  SR: RIGHT_SURROUND,
  FLC: LEFT,
  FRC: RIGHT,
  BC: BEHIND,
  TC: BEHIND,
  TFL: LEFT_SURROUND,
  TFC: BEHIND,
  TFR: RIGHT_SURROUND,
  TBL: LEFT_SURROUND,
  TBC: BEHIND,
  TBR: RIGHT_SURROUND,
}

/** Makes two channels of many, as somebody chose. */
export interface Fold {
  readonly channelCount: number
  readonly choice: ChannelChoice
  /** Linear; what all channels were lowered by so that full scale in each stays full scale. */
  readonly normalisation: number
  /** The first `frames` frames of the channels (missing ones are silent) as two new planes. */
  apply(planes: readonly Float32Array[], frames: number): Float32Array[]
}

/** Whether the channels have places, so that there is a rule to mix them by. */
const canDownmix = (speakers: Speakers): boolean =>
  speakers.some((speaker) => speaker !== null && speaker !== 'LFE')

/**
 * The fold for a file of these channels; null for mono and stereo. Throws `too-many-channels` where nobody has chosen, or
 * chose what these channels do not have; its detail is their number, and "unplaced" where there is no rule to mix them.
 */
export const foldFor = (speakers: Speakers, choice: ChannelChoice | null): Fold | null => {
  const channelCount = speakers.length
  if (channelCount <= 2) return null
  const gains = choice && gainsOf(speakers, choice)
  if (!choice || !gains) {
    const detail = manyChannelsDetail({ count: channelCount, isPlaced: canDownmix(speakers) })
    throw new ReadFailure({ code: 'too-many-channels', detail })
  }
  const loudest = Math.max(...([0, 1] as const).map((side) => sumOf(gains, side)))
  const normalisation = choice.kind === 'downmix' && loudest > 1 ? 1 / loudest : 1
  return {
    channelCount,
    choice,
    normalisation,
    apply: (planes, frames) =>
      ([0, 1] as const).map((side) => {
        const out = new Float64Array(frames)
        for (const [channel, gain] of gains.entries()) {
          const plane = planes[channel]
          const factor = gain[side] * normalisation
          if (!plane || factor === 0) continue
          for (let i = 0; i < frames; i++) out[i] = (out[i] ?? 0) + factor * (plane[i] ?? 0)
        }
        return Float32Array.from(out)
      }),
  }
}

/** What is to be told of a file whose channels were folded. */
export const foldRemarks = (fold: Fold | null): readonly DecodeRemark[] =>
  fold
    ? [
        {
          kind: 'folded',
          channels: fold.channelCount,
          choice: fold.choice,
          gain: fold.normalisation,
        },
      ]
    : []

const gainsOf = (speakers: Speakers, choice: ChannelChoice): readonly Gains[] | null => {
  if (choice.kind === 'downmix')
    return canDownmix(speakers) ? speakers.map((one) => (one ? TO_STEREO[one] : NONE)) : null
  const { left, right } = choice
  if (Math.min(left, right) < 0 || Math.max(left, right) >= speakers.length) return null
  return speakers.map((_, channel) => [channel === left ? 1 : 0, channel === right ? 1 : 0])
}

const sumOf = (gains: readonly Gains[], side: 0 | 1): number =>
  gains.reduce((sum, gain) => sum + gain[side], 0)
