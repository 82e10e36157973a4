import type { OpenServices } from '../codec/read/services'
import { type JobContext, portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { Kernels } from '../dsp/kernels'
import type { ExportedFile, ExportRequest } from '../engine/export-request'
import type { FinishedMaster } from '../engine/track-cache'
import { blobSource } from '../hosts/blob/blob-source'
import type { FileCheck, WorkerPool } from '../hosts/worker/worker-pool'
import { ditherToleranceLu } from './dither-tolerance'
import type { Measured } from './measuring-store'
import { remeasure } from './remeasure'
import { type Follow, type WrittenWav, writeWav } from './write-wav'

interface ExportServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly timeout: OpenServices['timeout']
  readonly pool?: WorkerPool | undefined
}

/** Share of the work, for progress. */
const WRITTEN = 0.5
/** BS.1770-5's absolute gate: below it nothing is loud, and dither alone may lie there. */
const ABSOLUTE_GATE_LUFS = -70

/**
 * Writes the master as a file, opens that file like any other and measures it. `export-mismatch`
 * when its length or loudness is not the master's, or a true peak (16 × 128) is over the ceiling: such a
 * file is never handed out.
 */
export const exportMaster = async (
  master: FinishedMaster,
  request: ExportRequest,
  services: ExportServices,
): Promise<Outcome<ExportedFile<Blob>>> => {
  const { store, integratedLufs, verdict } = master
  const { ceilingDbtp } = master.recipe.landing
  const { format, dither } = request
  const { blob, clippedSamples, measured } = await writeAndMeasure(master, request, services)
  if (!measured.ok) return measured
  const { lengthFrames, sampleRate, channelCount, truePeakDbtp } = measured.value
  if (
    lengthFrames !== store.lengthFrames ||
    sampleRate !== store.sampleRate ||
    channelCount !== store.channelCount
  )
    return fail('export-mismatch', `${lengthFrames} of ${store.lengthFrames} frames`)
  const got = measured.value.integratedLufs
  const toleranceLu = ditherToleranceLu(
    Math.max(integratedLufs ?? ABSOLUTE_GATE_LUFS, ABSOLUTE_GATE_LUFS),
    format,
    dither,
    channelCount,
  )
  if (!agrees(got, integratedLufs, toleranceLu))
    return fail('export-mismatch', `${got} LUFS, not ${integratedLufs}`)
  if (truePeakDbtp > ceilingDbtp)
    return fail('export-mismatch', `${truePeakDbtp} dBTP, over ${ceilingDbtp}`)
  const check = { sampleRate, lengthFrames, integratedLufs: got, truePeakDbtp, clippedSamples }
  return ok({ blob, extension: 'wav', check, verdict })
}

/** The file, and what a second look at it measured: by another hand while it is written, where there is one. */
const writeAndMeasure = async (
  master: FinishedMaster,
  { format, dither }: ExportRequest,
  { kernels, job, timeout, pool }: ExportServices,
): Promise<WrittenWav & { readonly measured: Outcome<Measured> }> => {
  const other: { check?: FileCheck | null | undefined } = {}
  const follow: Follow = (sizeBytes) => {
    other.check = pool?.checkFile(sizeBytes)
    return (piece) => other.check?.add(piece)
  }
  try {
    const writing = portion(job, 0, WRITTEN)
    const written = await writeWav(master.store, format, dither, kernels, writing, follow)
    const seen = await other.check?.finished()
    const source = blobSource(written.blob, 'export.wav')
    const again = { kernels, job: portion(job, WRITTEN, 1), timeout }
    return { ...written, measured: seen ?? (await remeasure(source, again)) }
  } catch (cause) {
    other.check?.abandon()
    throw cause
  }
}

const agrees = (got: number | null, wanted: number | null, toleranceLu: number): boolean => {
  if (wanted === null || got === null) return wanted === got
  if (wanted < ABSOLUTE_GATE_LUFS) return got < ABSOLUTE_GATE_LUFS + Math.max(1, toleranceLu)
  return Math.abs(got - wanted) <= toleranceLu
}
