import type { PcmReader } from '../core/pcm-store'
import { type Click, proveClick } from './evidence/click-proof'

/** A click that is certain, and the frames that writing anew would mend it with. */
export interface DamagedFrames {
  readonly frame: number
  readonly frames: number
  readonly channels: 'L' | 'R' | 'LR'
  /** See {@link Click}: of the channel where it stands out most. */
  readonly height: number
  readonly around: number
}

/** Deviations of the prediction's residual: music stays below 12, a click begins near 19. */
const LEAST_HEIGHT = 15
/** … while all around it is as usual, which at the onset of a drum it is not: there, a click stands out half as far. */
const LEAST_OVER_AROUND = 5

/** Does it stand out so far that it is told as a click? */
export const isClick = ({ height, around }: Pick<Click, 'height' | 'around'>): boolean =>
  height >= LEAST_HEIGHT && height >= LEAST_OVER_AROUND * around

/** The frames of the certain ones, in order of time; one for both channels where they are damaged at once. */
export const damagedFrames = (clicks: readonly Click[]): readonly DamagedFrames[] => {
  const made: DamagedFrames[] = []
  const inOrder = clicks
    .flatMap(({ damaged, channel, height, around }) => {
      const channels = channel === 0 ? ('L' as const) : ('R' as const)
      return damaged ? [{ ...damaged, channels, height, around }] : []
    })
    .toSorted((a, b) => a.frame - b.frame)
  for (const next of inOrder) {
    const last = made.at(-1)
    if (last && last.channels !== next.channels && next.frame < last.frame + last.frames)
      made[made.length - 1] = joined(last, next)
    else made.push(next)
  }
  return made
}

const joined = (a: DamagedFrames, b: DamagedFrames): DamagedFrames => ({
  ...(a.height > b.height ? a : b),
  frame: a.frame,
  frames: Math.max(a.frame + a.frames, b.frame + b.frames) - a.frame,
  channels: 'LR',
})

/** Frames that are searched for what is left of a click. */
const SEARCHED = 64

/** At how many of these places there is a click. */
export const countClicks = (
  reader: PcmReader,
  places: readonly Pick<DamagedFrames, 'frame' | 'frames' | 'channels'>[],
): number =>
  places.filter(({ frame, frames, channels }) =>
    Array.from({ length: reader.channelCount }, (_, channel) => channel)
      .filter((channel) => channels.includes(channel === 0 ? 'L' : 'R'))
      .some((channel) => {
        const first = frame + Math.floor((frames - SEARCHED) / 2)
        const click = proveClick(reader, { channel, frame: first, frames: SEARCHED })
        return click !== null && isClick(click)
      }),
  ).length
