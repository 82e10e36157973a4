import { assert } from '../../../core/assert'
import type { AudioShape, AudioWriter, Dithering, WriteServices } from '../audio-writer'
import { ByteBuilder } from '../byte-builder'
import { forEachSlice, openIntegerSamples, writeResult } from '../pcm-samples'
import { withPromisedLength } from '../promised-length'

/** Sizes are signed 32-bit numbers to some readers. */
export const MAX_AIFF_BYTES = 2 ** 31 - 1

export interface AiffOptions extends AudioShape, Dithering {
  readonly depth: '16' | '24'
  /** Whole chunks to stand before the samples. */
  readonly chunks?: Uint8Array | undefined
}

/** Bytes of the finished file. */
export const aiffBytes = (options: AiffOptions): number => {
  const dataBytes = soundBytes(options)
  return aiffHead(options).length + dataBytes + (dataBytes % 2)
}

/**
 * AIFF (Apple, Audio Interchange File Format 1.3): `FORM`/`AIFF` with `COMM`, what else there is to say, and
 * `SSND` of big-endian integers. There is no 64-bit form: see MAX_AIFF_BYTES.
 */
export const aiffWriter = async (
  options: AiffOptions,
  services: WriteServices,
): Promise<AudioWriter> => {
  const { kernels, sink, timeout } = services
  assert(aiffBytes(options) <= MAX_AIFF_BYTES, 'AIFF: longer than its sizes can tell')
  const pcm = await openIntegerSamples({ ...options, kernels, timeout })
  sink.write(aiffHead(options))
  return withPromisedLength(options, {
    write: (block, frames) => {
      forEachSlice(block, frames, (slice, count) => {
        sink.write(pcm.encodeBigEndian(slice, count))
      })
      return undefined
    },
    finish: async () => {
      sink.write(new Uint8Array(soundBytes(options) % 2))
      pcm.release()
      return writeResult(pcm)
    },
    release: () => pcm.release(),
  })
}

const soundBytes = ({ lengthFrames, channelCount, depth }: AiffOptions): number =>
  (lengthFrames * channelCount * Number(depth)) / 8

const aiffHead = (options: AiffOptions): Uint8Array => {
  const { sampleRate, channelCount, lengthFrames, depth, chunks } = options
  const dataBytes = soundBytes(options)
  const body = new ByteBuilder('big-endian').latin1('AIFF')
  body.latin1('COMM').u32(18).u16(channelCount).u32(lengthFrames).u16(Number(depth))
  body.bytes(extendedFloat(sampleRate))
  if (chunks) body.bytes(chunks)
  // Offset and block size, both 0, stand before the samples.
  body.latin1('SSND').u32(8 + dataBytes, 0, 0)
  const formBytes = body.length + dataBytes + (dataBytes % 2)
  return new ByteBuilder('big-endian').latin1('FORM').u32(formBytes).bytes(body.done()).done()
}

/** A positive whole number as 80-bit IEEE 754 extended: 15-bit exponent, then a mantissa with its leading 1. */
const extendedFloat = (value: number): Uint8Array => {
  const exponent = 31 - Math.clz32(value)
  return new ByteBuilder('big-endian')
    .u16(16_383 + exponent)
    .u32((value << (31 - exponent)) >>> 0, 0)
    .done()
}
