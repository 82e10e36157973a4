import { sha256Of } from '../codec/read/file-hash'
import { failuresAsData, guardedSource } from '../codec/read/read-failure'
import type { OpenServices } from '../codec/read/services'
import { hex, openPcmHash } from '../codec/write/pcm-hash'
import { forEachSlice, pcmSamples } from '../codec/write/pcm-samples'
import type { Depth } from '../codec/write/sample-depth'
import type { ByteSource } from '../core/byte-source'
import { forEachBlock } from '../core/for-each-block'
import { type JobContext, portion } from '../core/job'
import { type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import { SecondMeter, type SecondReading } from '../second-meter/second-meter'
import { type ReadFile, readDelivered } from './read-delivered'

/** A file as a report names it. */
export interface InspectedFile {
  readonly sizeBytes: number
  /** Of all its bytes, hexadecimal. */
  readonly sha256: string
}

export interface InspectedSource extends InspectedFile {
  readonly reading: SecondReading
  readonly audio: AudioHash
}

/** Which samples they are, whatever container and tags are around them. */
export interface AudioHash {
  /** MD5 of the samples as a WAV of that depth holds them, hexadecimal: a FLAC file of 16 or 24 bits keeps the same. */
  readonly md5: string
  /** The depth that holds the source's samples as they are; float for what a lossy codec decodes to. */
  readonly depth: Depth
}

export interface Inspection {
  readonly source: InspectedSource
  /** Of the finished master by the second meter: of a lossless file's samples, which are the master's; null without a master. */
  readonly master: SecondReading | null
  readonly delivered: InspectedFile & ReadFile
}

/** What is inspected. */
export interface Inspected {
  readonly source: PcmReader
  /** Of the source's file; null for lossy codecs. */
  readonly bitDepth: number | null
  readonly master: PcmReader | null
}

type Services = Omit<OpenServices, 'newStore'>

/** Shares of the work, for progress. */
const SOURCE_HASHED = 0.1
const SOURCE_READ = 0.4
const DELIVERED_HASHED = 0.5
const DELIVERED_READ = 0.75

/**
 * Hashes both files and the source's samples, and reads with the second meter the source as it was opened, the delivered file as it
 * decodes, opened again from its bytes, and the master where that file is not its samples. `deliveredDepth`: null for a lossy file.
 * `export-mismatch` where that cannot be done, `file-unreadable` where the source changed or vanished since it was opened.
 */
export const inspect = async (
  { source, bitDepth, master }: Inspected,
  sourceFile: ByteSource,
  delivered: ByteSource,
  deliveredDepth: Depth | null,
  services: Services,
): Promise<Outcome<Inspection>> => {
  const part = (from: number, to: number): Services => ({
    ...services,
    job: portion(services.job, from, to),
  })
  const hashed = await failuresAsData(async () =>
    ok(await sha256Of(guardedSource(sourceFile), part(0, SOURCE_HASHED))),
  )
  if (!hashed.ok) return hashed
  const { sampleRate, channelCount } = source
  const depth = depthOf(bitDepth)
  const samples = pcmSamples(
    { ...services, sampleRate, channelCount, depth, dither: 'none' },
    await openPcmHash(services.timeout),
  )
  try {
    const reading = await readSignal(
      source,
      part(SOURCE_HASHED, SOURCE_READ).job,
      (block, frames) =>
        forEachSlice(block, frames, (slice, count) => void samples.encode(slice, count)),
    )
    const sha256 = await sha256Of(delivered, part(SOURCE_READ, DELIVERED_HASHED))
    const decoded = await readDelivered(
      delivered,
      deliveredDepth,
      part(DELIVERED_HASHED, DELIVERED_READ),
    )
    if (!decoded.ok) return decoded
    const isSame = decoded.value.audioMd5 !== null
    const { job } = part(DELIVERED_READ, 1)
    return ok({
      source: {
        sizeBytes: sourceFile.sizeBytes,
        sha256: hashed.value,
        reading,
        audio: { md5: hex(samples.sums.md5()), depth },
      },
      master: isSame ? decoded.value.reading : master && (await readSignal(master, job)),
      delivered: { sizeBytes: delivered.sizeBytes, sha256, ...decoded.value },
    })
  } finally {
    samples.release()
  }
}

/** Whole bytes of integers, else float: what holds every sample of a source as it is. */
const depthOf = (bitDepth: number | null): Depth => {
  if (bitDepth === null || bitDepth > 24) return '32f'
  return bitDepth > 16 ? '24' : '16'
}

const readSignal = async (
  reader: PcmReader,
  job: JobContext,
  also: (block: readonly Float32Array[], frames: number) => void = () => {},
): Promise<SecondReading> => {
  const meter = new SecondMeter(reader.sampleRate, reader.channelCount)
  await forEachBlock(reader, job, (block, frames) => {
    meter.append(block, frames)
    also(block, frames)
  })
  return meter.finish()
}
