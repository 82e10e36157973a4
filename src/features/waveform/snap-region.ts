import type { LoopRegion } from '../../store/studio-state'

/** The region with each edge moved to the nearest of `places` within `reachSeconds`, unless nothing would be left of it. */
export const snapRegion = (
  { startSeconds, endSeconds }: LoopRegion,
  places: readonly number[],
  reachSeconds: number,
): LoopRegion => {
  const snapped = (seconds: number): number =>
    places.reduce(
      (best, place) => {
        const away = Math.abs(place - seconds)
        return away < best.away ? { place, away } : best
      },
      { place: seconds, away: reachSeconds },
    ).place
  const region = { startSeconds: snapped(startSeconds), endSeconds: snapped(endSeconds) }
  return region.endSeconds > region.startSeconds ? region : { startSeconds, endSeconds }
}
