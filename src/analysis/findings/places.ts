import type { Place } from './finding'

/** Stretches that lie closer than `gapSeconds` become one; in order of time. */
export const merged = (places: readonly Place[], gapSeconds: number): readonly Place[] => {
  const out: Place[] = []
  for (const place of places.toSorted((a, b) => a.startSeconds - b.startSeconds)) {
    const last = out.at(-1)
    if (last && place.startSeconds <= last.endSeconds + gapSeconds)
      out[out.length - 1] = {
        startSeconds: last.startSeconds,
        endSeconds: Math.max(last.endSeconds, place.endSeconds),
      }
    else out.push(place)
  }
  return out
}

/** The runs of blocks that `is` holds for. */
export const runsOf = (
  count: number,
  is: (block: number) => boolean,
): readonly (readonly [from: number, to: number])[] => {
  const runs: [number, number][] = []
  for (let block = 0; block < count; block++) {
    if (!is(block)) continue
    const last = runs.at(-1)
    if (last && last[1] === block) last[1] = block + 1
    else runs.push([block, block + 1])
  }
  return runs
}
