import { type AudioSample, AudioSampleSink, type InputAudioTrack } from 'mediabunny'
import type { ByteSource } from '../../../core/byte-source'
import { fail, type Outcome } from '../../../core/outcome'
import type { PcmSink } from '../../../core/pcm-store'
import { DecodedSink } from '../decoded-sink'
import { refuseShape } from '../limits'
import { awaitCodec } from '../read-failure'
import type { OpenedAudio, OpenServices } from '../services'
import type { MediaTrack } from './media-track'

/** Whether this host's WebCodecs (absent on plain http) decode the track. Uncompressed PCM needs none. */
export const hostCanDecode = async (track: InputAudioTrack): Promise<boolean> => {
  try {
    return await track.canDecode()
  } catch {
    return false
  }
}

/** Decodes by WebCodecs: what lies before time 0 (encoder delay) dropped, end cut to the container's length. */
export const decodeWithHost = async <Sink extends PcmSink>(
  media: MediaTrack,
  codec: string,
  source: ByteSource,
  services: OpenServices<Sink>,
): Promise<Outcome<OpenedAudio<Sink>>> => {
  const { track, container, tags } = media
  const samples = new AudioSampleSink(track).samples()
  let sink: DecodedSink<Sink> | null = null
  let promised: number | null = null
  try {
    for (;;) {
      const next = await awaitCodec(codec, samples.next(), services.timeout)
      if (next.done) break
      const sample = next.value
      try {
        if (!sink) {
          // HE-AAC comes out at twice the rate that its container names: the decoder's word counts.
          const { sampleRate, numberOfChannels: channelCount } = sample
          const refused = refuseShape(sampleRate, channelCount)
          if (refused) return refused
          const { lengthFrames } = media
          promised = lengthFrames && Math.round((lengthFrames * sampleRate) / media.sampleRate)
          const skipFrames = Math.max(0, Math.round(-sample.timestamp * sampleRate))
          const keep = promised === null ? {} : { keepFrames: promised }
          sink = new DecodedSink(services, { sampleRate, channelCount, skipFrames, ...keep })
        }
        sink.append(planesOf(sample), sample.numberOfFrames)
      } finally {
        sample.close()
      }
      services.job.report(
        Math.min(1, sink.store.lengthFrames / (promised ?? Number.POSITIVE_INFINITY)),
      )
      await services.job.checkpoint()
    }
  } finally {
    await samples.return()
  }
  if (!sink) return fail('no-audio')
  return sink.finish(source, { container, codec, bitDepth: null, tags }, promised)
}

const planesOf = (sample: AudioSample): Float32Array[] =>
  Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames)
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' })
    return plane
  })
