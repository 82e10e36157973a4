import { registerFlacEncoder } from '@mediabunny/flac-encoder'
import type { AudioShape, AudioWriter, Dithering, WriteServices } from '../audio-writer'
import { ByteBuilder } from '../byte-builder'
import { packetEncoder } from '../packet-encoder'
import { forEachSlice, openHashedSamples, writeResult } from '../pcm-samples'
import { withPromisedLength } from '../promised-length'
import { VENDOR, vorbisComments } from '../vorbis-comments'

export interface FlacOptions extends AudioShape, Dithering {
  readonly depth: '16' | '24'
  /** `NAME=value` entries. */
  readonly comments?: readonly string[]
  /** Whole PICTURE blocks, without their heads. */
  readonly pictures?: readonly Uint8Array[]
}

const MARKER_BYTES = 4
const BLOCK_HEAD_BYTES = 4
const STREAMINFO_BYTES = 34
const BLOCK = { streaminfo: 0, comments: 4, picture: 6 } as const

/**
 * FLAC (RFC 9639) of our own rounding: the frames are libFLAC's, the head is ours, STREAMINFO with the MD5 of the
 * samples and the sizes of the frames, which are known at the end.
 */
export const flacWriter = async (
  options: FlacOptions,
  services: WriteServices,
): Promise<AudioWriter> => {
  const { sampleRate, channelCount, lengthFrames, depth, comments = [], pictures = [] } = options
  const { kernels, sink, timeout } = services
  registerFlacEncoder()
  const head = new FlacHead()
  const encoder = await packetEncoder({
    codec: 'flac',
    sampleRate,
    channelCount,
    timeout,
    onDescription: (description) => head.take(description),
    onPacket: (packet) => {
      head.count(packet.length)
      sink.write(packet)
    },
  })
  const pcm = await openHashedSamples({ ...options, kernels, timeout })
  sink.write(head.begin(vorbisComments(VENDOR, comments), pictures))
  const release = (): void => {
    encoder.release()
    pcm.release()
  }
  return withPromisedLength(options, {
    write: async (block, frames) => {
      const parts: (Int16Array | Int32Array)[] = []
      forEachSlice(block, frames, (slice, count) => {
        const bytes = pcm.encode(slice, count)
        parts.push(
          depth === '16' ? new Int16Array(bytes.slice().buffer) : leftJustified(pcm.planes, count),
        )
      })
      for (const part of parts) await encoder.encode(part, part.length / channelCount)
    },
    finish: async () => {
      await encoder.finish()
      const md5 = pcm.sums.md5()
      sink.overwrite(MARKER_BYTES + BLOCK_HEAD_BYTES, head.end(lengthFrames, md5, options))
      pcm.release()
      return writeResult(pcm)
    },
    release,
  })
}

/** Interleaved 24-bit integers in the upper bits of 32: what the encoder takes. */
const leftJustified = (planes: readonly Int32Array[], frames: number): Int32Array => {
  const count = planes.length
  const samples = new Int32Array(frames * count)
  for (const [channel, plane] of planes.entries())
    for (let i = 0; i < frames; i++) samples[i * count + channel] = (plane[i] ?? 0) << 8
  return samples
}

class FlacHead {
  private smallest = 0xffffff
  private largest = 0
  private blocks: Uint8Array = new Uint8Array([16, 0, 16, 0])

  /** The encoder's own head: its block sizes are the frames'. */
  take(description: Uint8Array): void {
    const at = MARKER_BYTES + BLOCK_HEAD_BYTES
    if (description.length >= at + 4) this.blocks = description.slice(at, at + 4)
  }

  count(frameBytes: number): void {
    this.smallest = Math.min(this.smallest, frameBytes)
    this.largest = Math.max(this.largest, frameBytes)
  }

  /** Everything before the frames, STREAMINFO still empty. */
  begin(comments: Uint8Array, pictures: readonly Uint8Array[]): Uint8Array {
    const blocks: readonly (readonly [number, Uint8Array])[] = [
      [BLOCK.streaminfo, new Uint8Array(STREAMINFO_BYTES)],
      [BLOCK.comments, comments],
      ...pictures.map((picture) => [BLOCK.picture, picture] as const),
    ]
    const head = new ByteBuilder('big-endian').latin1('fLaC')
    for (const [index, [type, body]] of blocks.entries()) {
      const last = index === blocks.length - 1 ? 0x80 : 0
      head.u32((((last | type) << 24) | body.length) >>> 0).bytes(body)
    }
    return head.done()
  }

  /** STREAMINFO (RFC 9639, section 8.2). */
  end(
    lengthFrames: number,
    md5: Uint8Array,
    { sampleRate, channelCount, depth }: FlacOptions,
  ): Uint8Array {
    const info = new ByteBuilder('big-endian').bytes(this.blocks)
    const smallest = Math.min(this.smallest, this.largest)
    for (const size of [smallest, this.largest]) info.u8(size >> 16).u16(size & 0xffff)
    const shape = (sampleRate << 12) | ((channelCount - 1) << 9) | ((Number(depth) - 1) << 4)
    info.u32((shape | Math.floor(lengthFrames / 2 ** 32)) >>> 0).u32(lengthFrames % 2 ** 32)
    return info.bytes(md5).done()
  }
}
