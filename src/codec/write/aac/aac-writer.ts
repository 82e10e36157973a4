import { registerAacEncoder } from '@mediabunny/aac-encoder'
import {
  type AudioShape,
  type AudioWriter,
  NO_SAMPLES,
  type PacketEncoder,
  type PacketStream,
  type WriteServices,
} from '../audio-writer'
import { bigEndian, fullBox } from '../mp4/boxes'
import { M4aFile } from '../mp4/m4a-file'
import { audioSampleEntry } from '../mp4/m4a-head'
import { packetEncoder } from '../packet-encoder'
import { withPromisedLength } from '../promised-length'

export interface AacOptions extends AudioShape {
  readonly bitrateKbps: number
  /** `ilst` entries, whole boxes. */
  readonly items?: readonly Uint8Array[]
  /** FFmpeg's by default. */
  readonly encoder?: AacEncoder | undefined
}

/** An encoder of raw AAC-LC packets. */
export interface AacEncoder {
  /** Frames that it puts before the audio. */
  readonly primingFrames: number
  /** Silence that it is given behind the audio, so that none of that stays inside. */
  readonly tailFrames: number
  readonly open: (stream: PacketStream) => Promise<PacketEncoder>
}

const FRAMES_PER_PACKET = 1024
/** Of the pre-roll, the packets that stay in the file: the first of them overlaps with one that a decoder has not heard. */
const KEPT_PRE_ROLL_PACKETS = 2
/** Frames gathered for one call of the encoder. */
const SEND_FRAMES = 8192

/** FFmpeg's encoder: the same bytes in every browser. */
const BUILT_IN: AacEncoder = {
  primingFrames: 1024,
  tailFrames: 0,
  open: (stream) => {
    registerAacEncoder()
    return packetEncoder({ codec: 'aac', ...stream })
  },
}

/**
 * AAC-LC in M4A. The container is ours, since an edit list must tell players what the encoder put before the audio. Nothing
 * stands behind it: silence goes first, so that the audio ends where a packet does. All who read edit lists leave out what lies
 * before one, yet not all what lies behind it: ffmpeg 5.1 gives the last packet whole.
 */
export const aacWriter = async (
  options: AacOptions,
  { sink, timeout }: WriteServices,
): Promise<AudioWriter> => {
  const {
    sampleRate,
    channelCount,
    lengthFrames,
    preRollFrames = 0,
    bitrateKbps,
    items = [],
    encoder: { open, tailFrames, ...own } = BUILT_IN,
  } = options
  const unalignedFrames = own.primingFrames + preRollFrames + lengthFrames
  const alignFrames = -unalignedFrames & (FRAMES_PER_PACKET - 1)
  const leadInFrames = alignFrames + preRollFrames
  const leftOutPackets = Math.max(
    0,
    Math.floor(leadInFrames / FRAMES_PER_PACKET) - KEPT_PRE_ROLL_PACKETS,
  )
  const primingFrames = own.primingFrames + leadInFrames - leftOutPackets * FRAMES_PER_PACKET
  const packetCount = (lengthFrames + primingFrames) / FRAMES_PER_PACKET
  const timing = { primingFrames, framesPerPacket: FRAMES_PER_PACKET }
  const shape = { sampleRate, channelCount, lengthFrames, items, large: false }
  const entry = (decoderConfig: Uint8Array, largestBytes: number): Uint8Array =>
    audioSampleEntry(
      'mp4a',
      shape,
      16,
      elementaryStream(decoderConfig, bitrateKbps * 1000, largestBytes),
    )
  const file = new M4aFile(
    sink,
    { ...shape, ...timing },
    packetCount,
    entry(new Uint8Array(CONFIG_BYTES), 0),
  )
  let packetsSeen = 0
  let config = new Uint8Array(CONFIG_BYTES)
  const encoder = await open({
    bitrate: bitrateKbps * 1000,
    sampleRate,
    channelCount,
    timeout,
    // What follows the first bytes only says that there is no SBR, as their absence does.
    onDescription: (description) => {
      config = description.slice(0, CONFIG_BYTES)
    },
    onPacket: (packet) => {
      packetsSeen++
      if (packetsSeen > leftOutPackets) file.add(packet)
    },
  })
  const encodeSilence = async (frames: number): Promise<void> => {
    if (frames > 0) await encoder.encode(new Float32Array(frames * channelCount), frames)
  }
  const orRelease = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (cause) {
      encoder.release()
      throw cause
    }
  }
  await orRelease(() => encodeSilence(alignFrames))
  return withPromisedLength(options, {
    write: async (block, frames) => {
      for (let done = 0; done < frames; done += SEND_FRAMES) {
        const count = Math.min(SEND_FRAMES, frames - done)
        await encoder.encode(interleaved(block, done, count), count)
      }
    },
    finish: async () => {
      await orRelease(async () => {
        await encodeSilence(tailFrames)
        await encoder.finish()
      })
      file.finish(entry(config, file.largestBytes))
      return NO_SAMPLES
    },
    release: () => encoder.release(),
  })
}

const CONFIG_BYTES = 2

const interleaved = (
  block: readonly Float32Array[],
  from: number,
  frames: number,
): Float32Array => {
  const count = block.length
  const samples = new Float32Array(frames * count)
  for (const [channel, plane] of block.entries())
    for (let i = 0; i < frames; i++) samples[i * count + channel] = plane[from + i] ?? 0
  return samples
}

const OBJECT_AAC = 0x40
/** Audio, not upstream, and a bit that is reserved. */
const STREAM_AUDIO = 0x15

/** `esds`: what the codec is and its AudioSpecificConfig (ISO/IEC 14496-1, 7.2.6). */
const elementaryStream = (
  config: Uint8Array,
  bitrate: number,
  largestBytes: number,
): Uint8Array => {
  const specific = descriptor(5, config)
  const decoder = bigEndian()
    .u8(OBJECT_AAC, STREAM_AUDIO, 0)
    .u16(largestBytes)
    .u32(bitrate, bitrate)
  const stream = bigEndian().u16(0).u8(0)
  stream.bytes(descriptor(4, decoder.bytes(specific).done()), descriptor(6, new Uint8Array([2])))
  return fullBox('esds', 0, 0, descriptor(3, stream.done()))
}

/** Lengths in four bytes of seven bits, so that the size never depends on them. */
const descriptor = (tag: number, content: Uint8Array): Uint8Array => {
  const size = content.length
  const length = [(size >> 21) | 0x80, (size >> 14) | 0x80, (size >> 7) | 0x80, size & 0x7f]
  return bigEndian()
    .u8(tag, ...length.map((byte) => byte & 255))
    .bytes(content)
    .done()
}
