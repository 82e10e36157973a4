import type { ChannelChoice } from './channel-choice'
import type { Tags } from './tags'

/** What a file says of itself, and what decoding found. Plain data. */
export interface TrackFacts {
  /** File name as the user knows it, with extension. */
  readonly name: string
  readonly sizeBytes: number
  /** e.g. "WAV", "FLAC", "MP3" */
  readonly container: string
  /** e.g. "PCM 24-bit", "IEEE float 32-bit", "MPEG-1 Layer III" */
  readonly codec: string
  /** Bits per sample of the source; null for lossy codecs. */
  readonly bitDepth: number | null
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly tags: Tags
  /** What opening had to mend or wants to tell. */
  readonly remarks: readonly DecodeRemark[]
}

/** Why audio that lies in the file was not opened. */
export type LeftOutReason =
  /** The header counts less than there is. */
  | 'not-counted'
  /** A later part of a chained file has another sample rate. */
  | 'other-rate'

export type DecodeRemark =
  /** Beyond what music can be: held at 0 dBFS, and neither heard nor mastered before somebody agrees. */
  | { readonly kind: 'far-too-loud'; readonly peakDbfs: number }
  /** More channels than two, and what became of them. `gain` (linear) is what all were lowered by. */
  | {
      readonly kind: 'folded'
      readonly channels: number
      readonly choice: ChannelChoice
      readonly gain: number
    }
  /** Damage inside: silence stands in its place. Where the first spot begins, and how much all of them take. */
  | {
      readonly kind: 'damaged'
      readonly atFrame: number
      readonly frames: number
      readonly spots: number
    }
  /** Audio behind what was opened. */
  | { readonly kind: 'left-out'; readonly frames: number; readonly reason: LeftOutReason }
  /** Of several sound tracks the first was opened. */
  | { readonly kind: 'first-of-tracks'; readonly count: number }
  /** The data ended before the header said it would; what was there is kept. Null where it says no length. */
  | { readonly kind: 'truncated'; readonly missingFrames: number | null }
  /** NaN or ±Infinity samples, replaced by 0. */
  | { readonly kind: 'not-finite'; readonly count: number }
