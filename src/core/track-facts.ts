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
  readonly tags: Readonly<Record<string, string>>
  /** What opening had to mend or wants to tell. */
  readonly remarks: readonly DecodeRemark[]
}

export type DecodeRemark =
  /** The data ended before the header said it would; what was there is kept. */
  | { readonly kind: 'truncated'; readonly missingFrames: number }
  /** NaN or ±Infinity samples, replaced by 0. */
  | { readonly kind: 'not-finite'; readonly count: number }
