import type { Place } from './answer'

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

/** So much around a moment is heard with it. */
const AROUND_SECONDS = 2

/** The seconds around where something is strongest: one place to listen to of what is there throughout; none of no rows. */
export const strongestPlace = <Row extends { readonly startFrame: number }>(
  rows: readonly Row[],
  strength: (row: Row) => number,
  {
    sampleRate,
    durationSeconds,
  }: { readonly sampleRate: number; readonly durationSeconds: number },
): readonly Place[] => {
  const [first] = rows
  if (!first) return []
  const strongest = rows.reduce((a, b) => (strength(b) > strength(a) ? b : a), first)
  const at = strongest.startFrame / sampleRate
  return [
    {
      startSeconds: Math.max(0, at - AROUND_SECONDS),
      endSeconds: Math.min(durationSeconds, at + AROUND_SECONDS),
    },
  ]
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
