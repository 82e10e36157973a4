import { assert } from '../../../core/assert'
import { ByteBuilder } from '../byte-builder'

export interface WavShape {
  readonly sampleRate: number
  readonly channelCount: number
  readonly lengthFrames: number
  readonly bytesPerSample: 2 | 3 | 4
  readonly float: boolean
  /** Whole chunks to stand before the samples. */
  readonly chunks?: Uint8Array | undefined
}

const FORMAT_PCM = 1
const FORMAT_FLOAT = 3
const MAX_RIFF_BYTES = 0xffffffff
const DS64_BYTES = 28

/**
 * The bytes before the samples. Plain WAVEFORMAT for 16 and 24 bit, WAVEFORMATEX with a `fact` chunk
 * for float, as the format's authors ask of non-PCM; EXTENSIBLE nowhere: with one or two channels and
 * full containers it says nothing more, and older readers refuse it. RF64 with `ds64` (EBU Tech 3306)
 * as soon as a size no longer fits 32 bits. Whatever else the file says stands before the samples: some distributors refuse
 * chunks behind them.
 */
export const wavHeader = (shape: WavShape): Uint8Array => {
  const dataBytes = shape.lengthFrames * bytesPerFrame(shape)
  const before = new ByteBuilder('little-endian').bytes(formatChunks(shape))
  if (shape.chunks) before.bytes(shape.chunks)
  before.latin1('data').u32(Math.min(dataBytes, MAX_RIFF_BYTES))
  const plainRiffBytes = 4 + before.length + dataBytes + (dataBytes % 2)
  const head = new ByteBuilder('little-endian')
  if (plainRiffBytes <= MAX_RIFF_BYTES) head.latin1('RIFF').u32(plainRiffBytes).latin1('WAVE')
  else {
    head.latin1('RF64').u32(MAX_RIFF_BYTES).latin1('WAVEds64').u32(DS64_BYTES)
    head.u64(plainRiffBytes + 8 + DS64_BYTES).u64(dataBytes)
    head.u64(shape.lengthFrames).u32(0)
  }
  return head.bytes(before.done()).done()
}

/** Where `chunks` begin in the header. */
export const chunksOffset = (shape: WavShape): number =>
  wavHeader(shape).length - 8 - (shape.chunks?.length ?? 0)

const bytesPerFrame = ({ channelCount, bytesPerSample }: WavShape): number =>
  channelCount * bytesPerSample

const formatChunks = (shape: WavShape): Uint8Array => {
  const { sampleRate, channelCount, lengthFrames, bytesPerSample, float } = shape
  assert(channelCount === 1 || channelCount === 2, 'WAV: 1 or 2 channels')
  const chunks = new ByteBuilder('little-endian').latin1('fmt ').u32(float ? 18 : 16)
  chunks.u16(float ? FORMAT_FLOAT : FORMAT_PCM, channelCount)
  chunks.u32(sampleRate, sampleRate * bytesPerFrame(shape))
  chunks.u16(bytesPerFrame(shape), bytesPerSample * 8)
  if (!float) return chunks.done()
  const frames = Math.min(lengthFrames, MAX_RIFF_BYTES)
  return chunks.u16(0).latin1('fact').u32(4, frames).done()
}
