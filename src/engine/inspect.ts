import { sha256Of } from '../codec/read/file-hash'
import { openAudio } from '../codec/read/open'
import { failuresAsData, guardedSource } from '../codec/read/read-failure'
import type { OpenServices } from '../codec/read/services'
import type { ByteSource } from '../core/byte-source'
import { forEachBlock } from '../core/for-each-block'
import { type JobContext, portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import { SecondMeter, type SecondReading } from '../second-meter/second-meter'

/** A file as a report names it. */
export interface InspectedFile {
  readonly sizeBytes: number
  /** Of all its bytes, hexadecimal. */
  readonly sha256: string
  /** By the second meter; null where this host has no decoder for the file. */
  readonly reading: SecondReading | null
}

export interface Inspection {
  readonly source: InspectedFile
  readonly delivered: InspectedFile
}

type Services = Omit<OpenServices, 'newStore'>

/** Shares of the work, for progress. */
const SOURCE_HASHED = 0.1
const SOURCE_READ = 0.5
const DELIVERED_HASHED = 0.6

/**
 * Hashes both files, and reads with the second meter the source as it was opened and the delivered file as it decodes:
 * opened again from its bytes. `export-mismatch` where that cannot be done, `file-unreadable` where the source changed or
 * vanished since it was opened.
 */
export const inspect = async (
  source: PcmReader,
  sourceFile: ByteSource,
  delivered: ByteSource,
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
  const original = await readSignal(source, part(SOURCE_HASHED, SOURCE_READ).job)
  const sha256 = await sha256Of(delivered, part(SOURCE_READ, DELIVERED_HASHED))
  const decoded = await readFile(delivered, part(DELIVERED_HASHED, 1))
  if (!decoded.ok) return decoded
  return ok({
    source: { sizeBytes: sourceFile.sizeBytes, sha256: hashed.value, reading: original },
    delivered: { sizeBytes: delivered.sizeBytes, sha256, reading: decoded.value },
  })
}

const readSignal = async (reader: PcmReader, job: JobContext): Promise<SecondReading> => {
  const meter = new SecondMeter(reader.sampleRate, reader.channelCount)
  await forEachBlock(reader, job, (block, frames) => meter.append(block, frames))
  return meter.finish()
}

const readFile = async (
  file: ByteSource,
  services: Services,
): Promise<Outcome<SecondReading | null>> => {
  const opened = await openAudio(file, {
    ...services,
    newStore: (sampleRate, channelCount) => new SecondMeter(sampleRate, channelCount),
  })
  if (opened.ok) return ok(opened.value.store.finish())
  if (opened.error.code === 'codec-missing') return ok(null)
  return fail('export-mismatch', opened.error.code)
}
