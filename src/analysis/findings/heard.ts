import { SHORT_FRAME_SECONDS } from '../evidence/band-levels'
import type { SpectralRow } from '../evidence/spectral-row'
import type { HeardLevels } from './answer'
import { merged } from './places'
import { shares } from './rows'

/** Of what stands out, the highest level of a tenth of a second counts: so often a reduction is logged. */
const FRAMES_A_MOMENT = 5

/** What tells windows in which something stands out from those in which it does not; what is neither is left out. */
interface Split {
  readonly isEvent: (row: SpectralRow) => boolean
  readonly isBetween: (row: SpectralRow) => boolean
  /** As the band that would hold it hears it, frame by frame; undefined where nobody listened. */
  readonly levelsDb: (row: SpectralRow) => Float32Array | undefined
}

/** What a band of the dynamic equaliser would hear of these windows; nothing where nobody listened to any that stands out. */
export const heardIn = (
  rows: readonly SpectralRow[],
  sampleRate: number,
  { isEvent, isBetween, levelsDb }: Split,
): { readonly heard?: HeardLevels } => {
  const listened = rows.filter((row) => levelsDb(row))
  const events = listened.filter(isEvent)
  if (events.length === 0) return {}
  const moments = events.flatMap((row) => momentsOf(levelsDb(row) ?? new Float32Array(0)))
  const between = listened.filter(isBetween).flatMap((row) => [...(levelsDb(row) ?? [])])
  const places = events.map((row) => {
    const startSeconds = row.startFrame / sampleRate
    const frames = levelsDb(row)?.length ?? 0
    return { startSeconds, endSeconds: startSeconds + frames * SHORT_FRAME_SECONDS }
  })
  return {
    heard: {
      eventsDb: shares(moments),
      betweenDb: shares(between),
      places: merged(places, 0),
    },
  }
}

/** The highest of each tenth of a second. */
const momentsOf = (levelsDb: Float32Array): readonly number[] =>
  Array.from({ length: Math.ceil(levelsDb.length / FRAMES_A_MOMENT) }, (_, k) =>
    Math.max(...levelsDb.subarray(k * FRAMES_A_MOMENT, (k + 1) * FRAMES_A_MOMENT)),
  )
