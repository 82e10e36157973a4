import type { Edit } from './mp4-facts'

/** Media that is to be heard, in seconds from the first packet. */
export interface Segment {
  readonly fromS: number
  readonly toS: number
}

/**
 * What an edit list lets be heard. Pauses are left out, what is heard twice or out of order comes once and in order. An
 * edit that ends at the media's end but for the rounding of the movie's clock ends there.
 */
export const segmentsOf = (
  edits: readonly Edit[],
  mediaEndS: number,
  movieTickS: number,
): readonly Segment[] => {
  const heard = edits
    .flatMap(({ mediaFromS, durationS }) => {
      if (mediaFromS === null) return []
      const toS = durationS === 0 ? mediaEndS : mediaFromS + durationS
      const isEnd = Math.abs(toS - mediaEndS) <= 1.5 * movieTickS
      return [{ fromS: mediaFromS, toS: isEnd ? mediaEndS : Math.min(toS, mediaEndS) }]
    })
    .toSorted((a, b) => a.fromS - b.fromS)
  const list: Segment[] = []
  for (const { fromS, toS } of heard) {
    const from = Math.max(fromS, list.at(-1)?.toS ?? 0)
    if (toS > from) list.push({ fromS: from, toS })
  }
  return list
}
