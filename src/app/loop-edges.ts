import { type LoopRegion, SHORTEST_LOOP_SECONDS } from '../store/studio-state'

/**
 * The loop that begins here: it ends where it did, or with the track if that lies behind; never shorter than
 * the shortest. null where no loop fits into the track.
 */
export const loopFrom = (
  seconds: number,
  region: LoopRegion | undefined,
  durationSeconds: number,
): LoopRegion | null => {
  if (durationSeconds < SHORTEST_LOOP_SECONDS) return null
  const startSeconds = Math.min(seconds, durationSeconds - SHORTEST_LOOP_SECONDS)
  const end = region?.endSeconds ?? 0
  const endSeconds = end > seconds ? end : durationSeconds
  return {
    startSeconds,
    endSeconds: Math.max(endSeconds, startSeconds + SHORTEST_LOOP_SECONDS),
  }
}

/** The loop that ends here: it begins where it did, or with the track if that lies ahead; otherwise as `loopFrom`. */
export const loopTo = (
  seconds: number,
  region: LoopRegion | undefined,
  durationSeconds: number,
): LoopRegion | null => {
  if (durationSeconds < SHORTEST_LOOP_SECONDS) return null
  const endSeconds = Math.max(seconds, SHORTEST_LOOP_SECONDS)
  const start = region?.startSeconds ?? 0
  const startSeconds = start < seconds ? start : 0
  return {
    startSeconds: Math.min(startSeconds, endSeconds - SHORTEST_LOOP_SECONDS),
    endSeconds,
  }
}
