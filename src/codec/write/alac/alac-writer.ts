import { assert } from '../../../core/assert'
import type { AudioShape, AudioWriter, Dithering, WriteServices } from '../audio-writer'
import { bigEndian, fullBox } from '../mp4/boxes'
import { M4aFile } from '../mp4/m4a-file'
import { audioSampleEntry } from '../mp4/m4a-head'
import { forEachSlice, openIntegerSamples, writeResult } from '../pcm-samples'
import { withPromisedLength } from '../promised-length'
import { ALAC_COOKIE, ALAC_PACKET_FRAMES, AlacEncoder } from './alac-encoder'

export interface AlacOptions extends AudioShape, Dithering {
  readonly depth: '16' | '24'
  /** `ilst` entries, whole boxes. */
  readonly items?: readonly Uint8Array[]
}

/** Files that may grow beyond this have offsets of 64 bits. */
const LARGE_BYTES = 2 ** 31

/** Apple Lossless in M4A: the samples of every other lossless format of the same choices, bit for bit. */
export const alacWriter = async (
  options: AlacOptions,
  { kernels, sink, timeout }: WriteServices,
): Promise<AudioWriter> => {
  const { sampleRate, channelCount, lengthFrames, depth, items = [] } = options
  const bitDepth = depth === '16' ? 16 : 24
  assert(channelCount === 1 || channelCount === 2, 'ALAC: 1 or 2 channels')
  const packetCount = Math.ceil(lengthFrames / ALAC_PACKET_FRAMES)
  const large = (lengthFrames * channelCount * bitDepth) / 8 > LARGE_BYTES
  const entry = (largestBytes: number, totalBytes: number): Uint8Array =>
    audioSampleEntry(
      'alac',
      options,
      bitDepth,
      fullBox('alac', 0, 0, cookie(options, largestBytes, totalBytes)),
    )
  const timing = { primingFrames: 0, framesPerPacket: ALAC_PACKET_FRAMES }
  const shape = { sampleRate, channelCount, lengthFrames, items, large }
  const file = new M4aFile(sink, { ...shape, ...timing }, packetCount, entry(0, 0))
  const pcm = await openIntegerSamples({ ...options, kernels, timeout })
  const encoder = new AlacEncoder(kernels, bitDepth, channelCount)
  let filled = 0
  const send = (): void => {
    file.add(encoder.encode(filled))
    filled = 0
  }
  const release = (): void => {
    pcm.release()
    encoder.release()
  }
  return withPromisedLength(options, {
    write: (block, frames) => {
      forEachSlice(block, frames, (slice, count) => {
        pcm.encode(slice, count)
        for (let done = 0; done < count; ) {
          const step = Math.min(count - done, ALAC_PACKET_FRAMES - filled)
          for (const [channel, plane] of encoder.planes.entries())
            plane.set(pcm.planes[channel]?.subarray(done, done + step) ?? [], filled)
          done += step
          filled += step
          if (filled === ALAC_PACKET_FRAMES) send()
        }
      })
      return undefined
    },
    finish: async () => {
      if (filled > 0) send()
      file.finish(entry(file.largestBytes, file.totalBytes))
      release()
      return writeResult(pcm)
    },
    release,
  })
}

/** ALACSpecificConfig, 24 bytes. */
const cookie = (
  { sampleRate, channelCount, lengthFrames, depth }: AlacOptions,
  largestBytes: number,
  totalBytes: number,
): Uint8Array => {
  const { version, pb, mb, kb, maxRun } = ALAC_COOKIE
  const bitrate = Math.round((8 * totalBytes * sampleRate) / Math.max(1, lengthFrames))
  return bigEndian()
    .u32(ALAC_PACKET_FRAMES)
    .u8(version, Number(depth), pb, mb, kb, channelCount)
    .u16(maxRun)
    .u32(largestBytes, bitrate, sampleRate)
    .done()
}
