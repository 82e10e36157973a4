import type { ByteSource } from '../../core/byte-source'
import type { ChannelChoice } from '../../core/channel-choice'
import type { JobContext } from '../../core/job'
import type { Outcome } from '../../core/outcome'
import type { PcmSink, PcmStore } from '../../core/pcm-store'
import type { TrackFacts } from '../../core/track-facts'
import type { Kernels } from '../../dsp/kernels'

/** What opening a file needs from whoever runs it. */
export interface OpenServices<Sink extends PcmSink = PcmStore> {
  readonly kernels: Kernels
  readonly job: JobContext
  /** Rejects when `promise` has not settled after `ms`: some codec promises never settle. */
  readonly timeout: <T>(promise: Promise<T>, ms: number) => Promise<T>
  /** Of one or two channels; `expectedFrames`: how long it will most likely become, where the file says so. */
  readonly newStore: (sampleRate: number, channelCount: number, expectedFrames?: number) => Sink
  /** Float32 PCM that one store may take; absent where it lies in memory. */
  readonly mostPcmBytes?: (() => number) | undefined
  /** What becomes of more than two; they are refused where nobody has chosen. */
  readonly channels?: ChannelChoice | null | undefined
}

/** What a packet decoder needs of it. */
export type DecoderServices = Pick<OpenServices<PcmSink>, 'kernels' | 'timeout' | 'mostPcmBytes'>

export interface OpenedAudio<Sink extends PcmSink = PcmStore> {
  readonly facts: TrackFacts
  readonly store: Sink
}

/** One format's reader: bytes -> PCM at the file's own rate and depth, block by block. */
export type AudioReader = <Sink extends PcmSink>(
  source: ByteSource,
  services: OpenServices<Sink>,
) => Promise<Outcome<OpenedAudio<Sink>>>
