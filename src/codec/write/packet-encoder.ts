import { AudioSample, AudioSampleSource, Mp4OutputFormat, NullTarget, Output } from 'mediabunny'
import { CODEC_TIMEOUT_MS, type PacketEncoder, type PacketStream } from './audio-writer'

export interface PacketEncoderOptions extends PacketStream {
  readonly codec: 'flac' | 'aac'
}

/**
 * A codec of mediabunny's in a worker of its own, packet by packet: the file around them is ours. The container that the library
 * writes beside is thrown away as it comes.
 */
export const packetEncoder = async (options: PacketEncoderOptions): Promise<PacketEncoder> => {
  const { codec, bitrate, sampleRate, channelCount, timeout, onDescription, onPacket } = options
  let described = false
  const source = new AudioSampleSource({
    codec,
    ...(bitrate === undefined ? {} : { bitrate }),
    onEncodedPacket: ({ data }, meta) => {
      const description = meta?.decoderConfig?.description
      if (description && !described) {
        described = true
        onDescription(bytesOf(description))
      }
      onPacket(data)
    },
  })
  const format = new Mp4OutputFormat({ fastStart: false })
  const output = new Output({ format, target: new NullTarget() })
  output.addAudioTrack(source)
  await timeout(output.start(), CODEC_TIMEOUT_MS)
  let frameAt = 0
  return {
    encode: (data, frames) => {
      const shape = { numberOfChannels: channelCount, sampleRate }
      const timestamp = frameAt / sampleRate
      const sample = new AudioSample({ data, format: formatOf(data), ...shape, timestamp })
      frameAt += frames
      return timeout(
        source.add(sample).finally(() => sample.close()),
        CODEC_TIMEOUT_MS,
      )
    },
    finish: () => timeout(output.finalize(), CODEC_TIMEOUT_MS),
    release: () => {
      // Whoever cancels does not wait, and a codec that fails to end has nothing more to say.
      void output.cancel().catch(() => {})
    },
  }
}

const formatOf = (data: Int16Array | Int32Array | Float32Array): 's16' | 's32' | 'f32' =>
  data instanceof Int16Array ? 's16' : data instanceof Int32Array ? 's32' : 'f32'

const bytesOf = (source: ArrayBufferView | ArrayBufferLike): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice()
