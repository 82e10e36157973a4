import type { InputAudioTrack } from 'mediabunny'
import type { Tags } from '../../../core/tags'

/** One audio track inside a container, as the demuxer tells it. */
export interface MediaTrack {
  readonly track: InputAudioTrack
  readonly container: string
  readonly sampleRate: number
  readonly channelCount: number
  /** Frames that the container promises; null where it knows only about. */
  readonly lengthFrames: number | null
  readonly tags: Tags
}
