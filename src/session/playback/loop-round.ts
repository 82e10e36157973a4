import type { Place } from '../../analysis/findings/answer'
import type { LoopRegion } from '../../store/studio-state'

/** What is heard before and after a place, so that the ear knows where it is. */
const ROUND_SECONDS = 1

/** The stretch of a track that lets a place be heard: it, and a second on either side where there is one. */
export const loopRound = (
  { startSeconds, endSeconds }: Place,
  durationSeconds: number,
): LoopRegion => ({
  startSeconds: Math.max(0, startSeconds - ROUND_SECONDS),
  endSeconds: Math.min(durationSeconds, endSeconds + ROUND_SECONDS),
})
