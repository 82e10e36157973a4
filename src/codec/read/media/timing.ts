import type { DecodeRemark } from '../../../core/track-facts'
import type { MatroskaFacts } from './matroska-facts'
import type { MediaTrack } from './media-track'
import type { Mp4Facts } from './mp4-facts'
import { segmentsOf } from './segments'

type Timing = Pick<MediaTrack, 'segments' | 'originS' | 'paddingS' | 'isExact'>

/** By the edit list; without one, all of it. `endS`: where the demuxer's clock ends. */
export const mp4Timing = (facts: Mp4Facts | null, endS: number): Timing => {
  const fixed = { paddingS: 0, isExact: true }
  const edits = facts?.edits ?? []
  const first = edits.findIndex(({ mediaFromS }) => mediaFromS !== null)
  if (!facts || first < 0) return { ...fixed, segments: [{ fromS: 0, toS: endS }], originS: 0 }
  // The demuxer's time 0 is the movie's: pauses before the first edit come first.
  const pauseS = edits.slice(0, first).reduce((sum, { durationS }) => sum + durationS, 0)
  const originS = (edits[first]?.mediaFromS ?? 0) - pauseS
  return { ...fixed, segments: segmentsOf(edits, endS + originS, facts.movieTickS), originS }
}

/** Its clock counts in milliseconds, so only delay and padding are exact. */
export const matroskaTiming = ({ codecDelayS, paddingS }: MatroskaFacts): Timing => ({
  segments: [{ fromS: codecDelayS, toS: Number.POSITIVE_INFINITY }],
  originS: 0,
  paddingS,
  isExact: false,
})

/** Of a file cut short: how much its head promises beyond what is there. */
export const cutRemark = (
  { durationS }: MatroskaFacts,
  endS: number,
  sampleRate: number,
): DecodeRemark => {
  const missing = durationS === null ? null : Math.round((durationS - endS) * sampleRate)
  return { kind: 'truncated', missingFrames: missing !== null && missing > 0 ? missing : null }
}

/** A decoder's own delay counts where the container tells none. */
export const withDecoderDelay = (media: MediaTrack, delayS: number): MediaTrack => {
  const [first, ...rest] = media.segments
  if (!first || first.fromS > 0 || delayS === 0) return media
  return { ...media, segments: [{ ...first, fromS: delayS }, ...rest] }
}
