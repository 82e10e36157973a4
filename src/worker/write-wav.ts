import { wavWriter } from '../codec/write/wav/wav-writer'
import type { JobContext } from '../core/job'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import type { Kernels } from '../dsp/kernels'
import type { DitherChoice, WavFormat } from '../engine/export-request'
import { BlobSink } from '../hosts/blob/blob-sink'

export interface WrittenWav {
  readonly blob: Blob
  readonly clippedSamples: number
}

/** Takes the parts of a file of so many bytes, in order. */
export type Follow = (sizeBytes: number) => (piece: Blob) => void

/**
 * Streams a store into a WAV Blob; the heap holds a few megabytes, whatever the length. `follow` is shown every
 * part as soon as it is stored.
 */
export const writeWav = async (
  reader: PcmReader,
  format: WavFormat,
  dither: DitherChoice,
  kernels: Kernels,
  job: JobContext,
  follow: Follow = () => () => {},
): Promise<WrittenWav> => {
  const { sampleRate, channelCount, lengthFrames } = reader
  const writer = wavWriter({ sampleRate, channelCount, lengthFrames, format, dither, kernels })
  const block = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  const sink = new BlobSink(follow(writer.sizeBytes))
  try {
    sink.write(writer.header())
    for (let start = 0; start < lengthFrames; start += BLOCK_FRAMES) {
      const frames = reader.read(start, block, BLOCK_FRAMES)
      writer.encode(block, frames, sink.room(frames * writer.bytesPerFrame))
      job.report(Math.min(1, (start + BLOCK_FRAMES) / lengthFrames))
      const pause = job.checkpoint()
      if (pause) await pause
    }
  } catch (cause) {
    writer.release()
    throw cause
  }
  const { clippedSamples, padding } = writer.finish()
  sink.write(padding)
  return { blob: sink.finish('audio/wav'), clippedSamples }
}
