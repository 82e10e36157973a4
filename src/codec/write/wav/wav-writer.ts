import type { AudioShape, AudioWriter, Dithering, WriteServices } from '../audio-writer'
import { forEachSlice, openPcmSamples, writeResult } from '../pcm-samples'
import { withPromisedLength } from '../promised-length'
import type { Depth } from '../sample-depth'
import { chunksOffset, type WavShape, wavHeader } from './wav-header'

export interface WavOptions extends AudioShape, Dithering {
  readonly depth: Depth
  /** Whole chunks to stand before the samples. */
  readonly chunks?: Uint8Array | undefined
}

const BYTES_PER_SAMPLE = { '16': 2, '24': 3, '32f': 4 } as const

/** Bytes of the finished file. */
export const wavBytes = (options: WavOptions): number =>
  headerOf(options).length + paddedBytes(options)

/**
 * Writes a WAV file as a stream. Float is written bit for bit; integers are rounded once, with dither, and clamped
 * (counted). The same input and seed give the same bytes for any blocking.
 */
export const wavWriter = async (
  options: WavOptions,
  { kernels, sink, timeout }: WriteServices,
): Promise<AudioWriter> => {
  const samples = await openPcmSamples({ ...options, kernels, timeout })
  sink.write(headerOf(options))
  return withPromisedLength(options, {
    write: (block, frames) => {
      forEachSlice(block, frames, (slice, count) => sink.write(samples.encode(slice, count)))
      return undefined
    },
    finish: async () => {
      sink.write(new Uint8Array(paddedBytes(options) - dataBytes(options)))
      samples.release()
      return writeResult(samples)
    },
    release: () => samples.release(),
  })
}

/** Where the chunks that were given stand in the file. */
export const wavChunksOffset = (options: WavOptions): number => chunksOffset(shapeOf(options))

const shapeOf = (options: WavOptions): WavShape => ({
  ...options,
  bytesPerSample: BYTES_PER_SAMPLE[options.depth],
  float: options.depth === '32f',
})

const headerOf = (options: WavOptions): Uint8Array => wavHeader(shapeOf(options))

const dataBytes = ({ lengthFrames, channelCount, depth }: WavOptions): number =>
  lengthFrames * channelCount * BYTES_PER_SAMPLE[depth]

const paddedBytes = (options: WavOptions): number => {
  const bytes = dataBytes(options)
  return bytes + (bytes % 2)
}
