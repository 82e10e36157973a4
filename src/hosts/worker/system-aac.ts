import type { PacketEncoder, PacketStream } from '../../codec/write/audio-writer'
import { EncoderFailure } from '../../core/encoder-failure'
import { systemAacConfig } from '../../delivery/formats/aac/system-config'

/** Pieces of 8192 frames that may wait in the encoder: some seconds of audio. */
const MOST_WAITING = 16
/** Time for an encoder that must make room or end. */
const ENCODER_TIMEOUT_MS = 60_000

/**
 * The system's own AAC encoder through WebCodecs, packet by packet; it never has more than a few pieces waiting. Whatever it fails
 * with, before or later, is an `EncoderFailure`.
 */
export const openSystemAac = async (stream: PacketStream): Promise<PacketEncoder> => {
  const { sampleRate, channelCount, bitrate = 0, timeout, onDescription, onPacket } = stream
  const config = systemAacConfig({ sampleRate, channelCount, bitrate })
  if (typeof AudioEncoder === 'undefined') throw new EncoderFailure('this browser has none')
  const { supported } = await guarded(AudioEncoder.isConfigSupported(config))
  if (!supported) throw new EncoderFailure(`it takes no ${sampleRate} Hz at this bit rate`)
  let failure: EncoderFailure | null = null
  let wake = (): void => {}
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      const description = metadata?.decoderConfig?.description
      if (description) onDescription(bytesOf(description))
      const packet = new Uint8Array(chunk.byteLength)
      chunk.copyTo(packet)
      onPacket(packet)
    },
    error: (cause) => {
      failure = new EncoderFailure(cause.message)
      wake()
    },
  })
  encoder.ondequeue = () => wake()
  let frameAt = 0
  const room = async (): Promise<void> => {
    while (!failure && encoder.encodeQueueSize >= MOST_WAITING)
      await timeout(
        new Promise<void>((resolve) => {
          wake = resolve
        }),
        ENCODER_TIMEOUT_MS,
      )
    if (failure) throw failure
  }
  const release = (): void => {
    if (encoder.state !== 'closed') encoder.close()
  }
  try {
    encoder.configure(config)
  } catch (cause) {
    release()
    throw failureOf(cause)
  }
  return {
    encode: async (data, frames) => {
      await guarded(room())
      const timestamp = Math.round((frameAt * 1e6) / sampleRate)
      frameAt += frames
      const audio = new AudioData({
        format: 'f32',
        sampleRate,
        numberOfChannels: channelCount,
        numberOfFrames: frames,
        timestamp,
        data: Float32Array.from(data),
      })
      try {
        encoder.encode(audio)
      } catch (cause) {
        throw failure ?? failureOf(cause)
      } finally {
        audio.close()
      }
    },
    finish: async () => {
      try {
        await timeout(encoder.flush(), ENCODER_TIMEOUT_MS)
      } catch (cause) {
        throw failure ?? failureOf(cause)
      } finally {
        release()
      }
      if (failure) throw failure
    },
    release,
  }
}

const failureOf = (cause: unknown): EncoderFailure =>
  cause instanceof EncoderFailure
    ? cause
    : new EncoderFailure(cause instanceof Error ? cause.message : String(cause))

const guarded = <T>(promise: Promise<T>): Promise<T> =>
  promise.catch((cause: unknown) => {
    throw failureOf(cause)
  })

const bytesOf = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice()
