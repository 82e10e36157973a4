import { openAudio } from '../codec/read/open'
import type { OpenServices } from '../codec/read/services'
import { type JobContext, stage } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { Kernels } from '../dsp/kernels'
import type { ExportedFile, ExportRequest } from '../engine/protocol'
import { blobSource } from './blob-source'
import { ditherToleranceLu } from './dither-tolerance'
import { type Measured, MeasuringStore } from './measuring-store'
import type { FinishedMaster } from './shelf'
import { writeWav } from './write-wav'

interface ExportServices {
  readonly kernels: Kernels
  readonly job: JobContext
  readonly timeout: OpenServices['timeout']
}

/** BS.1770-5's absolute gate: below it nothing is loud, and dither alone may lie there. */
const ABSOLUTE_GATE_LUFS = -70

/**
 * Writes the master as a file, then opens that file like any other and measures it. `export-mismatch`
 * when its length or loudness is not the master's, or a true peak (16 × 128) is over the ceiling: such a
 * file is never handed out.
 */
export const exportMaster = async (
  master: FinishedMaster,
  { format, dither }: ExportRequest,
  { kernels, job, timeout }: ExportServices,
): Promise<Outcome<ExportedFile>> => {
  const { store, integratedLufs, verdict } = master
  const { ceilingDbtp } = master.recipe.landing
  const written = await writeWav(store, format, dither, kernels, stage(job, 0, 0.5))
  const { blob, clippedSamples } = written
  const measured = await remeasure(blob, kernels, stage(job, 0.5, 1), timeout)
  if (!measured.ok) return measured
  const { analysis, truePeakDbtp } = measured.value
  const { lengthFrames, sampleRate, channelCount } = analysis
  if (
    lengthFrames !== store.lengthFrames ||
    sampleRate !== store.sampleRate ||
    channelCount !== store.channelCount
  )
    return fail('export-mismatch', `${lengthFrames} of ${store.lengthFrames} frames`)
  const got = analysis.loudness.integratedLufs
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

const remeasure = async (
  blob: Blob,
  kernels: Kernels,
  job: JobContext,
  timeout: OpenServices['timeout'],
): Promise<Outcome<Measured>> => {
  const stores: MeasuringStore[] = []
  try {
    const newStore = (sampleRate: number, channelCount: number) => {
      const store = new MeasuringStore(kernels, sampleRate, channelCount)
      stores.push(store)
      return store
    }
    const opened = await openAudio(blobSource(blob, 'export.wav'), {
      kernels,
      job,
      timeout,
      newStore,
    })
    const store = stores[0]
    if (!opened.ok || !store)
      return fail('export-mismatch', opened.ok ? 'empty' : opened.error.code)
    return ok(store.finish())
  } finally {
    for (const store of stores) store.release()
  }
}

const agrees = (got: number | null, wanted: number | null, toleranceLu: number): boolean => {
  if (wanted === null || got === null) return wanted === got
  if (wanted < ABSOLUTE_GATE_LUFS) return got < ABSOLUTE_GATE_LUFS + Math.max(1, toleranceLu)
  return Math.abs(got - wanted) <= toleranceLu
}
