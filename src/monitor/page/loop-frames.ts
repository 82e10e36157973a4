import type { LoopFrames } from '../protocol/feed-protocol'
import type { Loop } from './player'

/** A loop shorter than this would starve the queue. */
const SHORTEST_LOOP_SECONDS = 0.05

/** The frames that a loop repeats, within `lengthFrames`; null where it is too short to play. */
export const framesOf = (
  loop: Loop,
  sampleRate: number,
  lengthFrames: number,
): LoopFrames | null => {
  const startFrame = Math.max(0, Math.round(loop.startSeconds * sampleRate))
  const endFrame = Math.min(lengthFrames, Math.round(loop.endSeconds * sampleRate))
  return endFrame - startFrame < SHORTEST_LOOP_SECONDS * sampleRate
    ? null
    : { startFrame, endFrame }
}

/** Position of `frame`, reached by playing on from `from`, where a loop may have sent it back. */
export const wrap = (from: number, frame: number, loop: LoopFrames | null): number => {
  if (!loop || from >= loop.endFrame || frame < loop.endFrame) return frame
  return loop.startFrame + ((frame - loop.startFrame) % (loop.endFrame - loop.startFrame))
}
