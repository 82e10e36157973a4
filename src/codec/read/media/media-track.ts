import type { InputAudioTrack } from 'mediabunny'
import type { Tags } from '../../../core/tags'
import type { DecodeRemark } from '../../../core/track-facts'
import type { Segment } from './segments'

/** One audio track inside a container, as the demuxer and the container's own words tell it. */
export interface MediaTrack {
  readonly track: InputAudioTrack
  readonly container: string
  readonly sampleRate: number
  readonly channelCount: number
  /** What is to be heard, in seconds of the media; the last may go on for ever. */
  readonly segments: readonly Segment[]
  /** Media time of the demuxer's time 0. */
  readonly originS: number
  /** To be dropped at the very end. */
  readonly paddingS: number
  /** Whether the end of the last segment is exact. */
  readonly isExact: boolean
  readonly tags: Tags
  readonly remarks: readonly DecodeRemark[]
}
