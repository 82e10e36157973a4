import type { EncoderBinary, Timeout, WriteServices } from '../codec/write/audio-writer'
import type { ByteSource } from '../core/byte-source'
import { forEachBlock } from '../core/for-each-block'
import { type JobContext, portion } from '../core/job'
import type { PcmReader } from '../core/pcm-store'
import { sliceReader } from '../core/slice-reader'
import type { Tags } from '../core/tags'
import type { Kernels } from '../dsp/kernels'
import type { FilePlan, FileTarget } from './file-target'
import { loadCodec } from './formats/codecs'
import type { FormatCodec } from './formats/format'
import type { FormatId } from './formats/registry'
import type { MeasuredFile } from './measuring-store'
import { type DeliverySettings, isLossy, qualityOf } from './settings'
import { undithered } from './undithered'

export interface FileServices<File> {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly timeout: Timeout
  readonly loadEncoder: (encoder: EncoderBinary) => Promise<Uint8Array>
  readonly openSystemAac?: WriteServices['openSystemAac']
  readonly newFile: (plan: FilePlan) => FileTarget<File> | Promise<FileTarget<File>>
}

export interface WrittenFile<File> {
  readonly file: File
  readonly source: ByteSource
  readonly measured: FileTarget<File>['measured']
  /** The file with what it says of its own measurements. */
  readonly amended: (measured: MeasuredFile) => File
  /** Samples that an integer format could not hold. */
  readonly clippedSamples: number
  /** Of the samples as WAV holds them, see PcmChecksum; null for a lossy format. */
  readonly checksum: string | null
  /** Frames whose rounding was dithered. */
  readonly ditheredFrames: number
}

export type FileChoices = Pick<DeliverySettings, 'depth' | 'quality' | 'dither' | 'blankSilence'> &
  Partial<Pick<DeliverySettings, 'encoder'>>

/** Share of the work, for progress, that looking for what needs no dither is. */
const SCANNED = 0.05

/** The audio that a file is a stretch of, and where it begins there. */
export interface Whole {
  readonly reader: PcmReader
  readonly fromFrame: number
}

/** What an encoder is given: the audio, and what its format wants to hear around it. */
const withRoll = (reader: PcmReader, whole: Whole | undefined, { roll }: FormatCodec) => {
  if (!whole || !roll) return { given: reader, preRollFrames: 0, postRollFrames: 0 }
  const toFrame = whole.fromFrame + reader.lengthFrames
  const preRollFrames = Math.min(roll.preFrames, whole.fromFrame)
  const postRollFrames = Math.min(roll.postFrames, whole.reader.lengthFrames - toFrame)
  const [from, to] = [whole.fromFrame - preRollFrames, toFrame + postRollFrames]
  return { given: sliceReader(whole.reader, from, to), preRollFrames, postRollFrames }
}

/** Streams audio into a file of a format, with what `tags` say of it; the heap holds a few megabytes, whatever the length. */
export const writeFile = async <File>(
  reader: PcmReader,
  format: FormatId,
  choices: FileChoices,
  services: FileServices<File>,
  tags?: Tags,
  whole?: Whole,
): Promise<WrittenFile<File>> => {
  const { newFile, ...encoding } = services
  const { depth, dither } = choices
  const { sampleRate, channelCount, lengthFrames } = reader
  const codec = await loadCodec(format)
  const quality = qualityOf({ format, quality: choices.quality })
  const stretches = isLossy(format)
    ? []
    : await undithered(reader, choices, { ...services, job: portion(services.job, 0, SCANNED) })
  const job = portion(services.job, SCANNED, 1)
  const { given, ...rolls } = withRoll(reader, whole, codec)
  const spec = {
    sampleRate,
    channelCount,
    lengthFrames,
    ...rolls,
    depth,
    quality,
    bySystem: choices.encoder === 'system',
    dither,
    undithered: stretches,
  }
  const tagged = { ...spec, tags }
  const target = await newFile({ format, spec, sizeBytes: codec.sizeBytes?.(tagged) ?? null })
  try {
    const writer = await codec.open(tagged, { ...encoding, sink: target })
    try {
      await forEachBlock(given, job, (block, frames) => writer.write(block, frames))
    } catch (cause) {
      writer.release()
      throw cause
    }
    const result = await writer.finish()
    const { amend, ...finished } = await target.finish()
    const amended = (measured: MeasuredFile): File => {
      const amendment = codec.amendment?.(tagged, measured)
      return amendment ? amend(amendment) : finished.file
    }
    const rounds = !isLossy(format) && depth !== '32f' && dither !== 'none'
    const left = stretches.reduce((sum, { fromFrame, toFrame }) => sum + toFrame - fromFrame, 0)
    const ditheredFrames = rounds ? lengthFrames - left : 0
    return { ...finished, ...result, ditheredFrames, amended, measured: () => target.measured() }
  } catch (cause) {
    target.abandon()
    throw cause
  }
}
