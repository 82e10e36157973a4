import type { SegmentLevels } from './levels'
import { LoudnessWindows } from './loudness-windows'
import type { Loudness } from './measurements'

/** What one segment gives to the measurements of a track. */
export interface MeasuredSegment {
  /** Per hop of 10 ms that begins in the segment and is whole; behind the last segment, those of the padding. */
  readonly energies: Float64Array
  /** How many of them are audio. */
  readonly audioHops: number
  /** Linear, 8 × 64; where it was to be verified, 16 × 128. */
  readonly peak: number
  /** Linear, as FFmpeg's meter reads it (`src/dsp/resampling/other-meters.ts`); 0 where it was not asked for. */
  readonly ffmpegPeak: number
  readonly levels: SegmentLevels
  /** Of the windows that end in it, per bin (see `joinSpectrum`). */
  readonly powerSums: Float64Array
}

/** The loudness of a track from that of all its segments, in order. */
export const joinLoudness = (parts: readonly MeasuredSegment[], sampleRate: number): Loudness => {
  const windows = new LoudnessWindows(sampleRate)
  let audioHops = 0
  for (const { energies, audioHops: count } of parts) {
    audioHops += count
    for (let hop = 0; hop < count; hop++) windows.push(energies[hop] as number)
    for (let hop = count; hop < energies.length; hop++) windows.pushPadding(energies[hop] as number)
  }
  return windows.summary(audioHops)
}

/** The largest of all segments, linear. */
export const joinPeak = (parts: readonly MeasuredSegment[], which: 'peak' | 'ffmpegPeak'): number =>
  parts.reduce((largest, part) => Math.max(largest, part[which]), 0)
