import type { Recipe } from '../chain/recipe'
import { portion } from '../core/job'
import { type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import type { Tags } from '../core/tags'
import type { Verdict } from '../mastering/landing/verdict'
import { profileOf } from './codec-profile'
import { formatOf } from './formats/registry'
import { measureFile } from './measure-file'
import { type DeliverySettings, isLossy } from './settings'
import { withReplayGain } from './tags/replay-gain'
import { type FileCheck, verifyFile } from './verify-file'
import { type FileServices, writeFile } from './write-file'

/** A rendered master as it is delivered. */
export interface DeliverableMaster {
  readonly store: PcmReader
  /** As rendered: `landing` solved. */
  readonly recipe: Recipe
  readonly integratedLufs: number | null
  /** 16 × 128 */
  readonly truePeakDbtp: number
  readonly samplePeakDbfs: number
  readonly verdict: Verdict
}

/** A file that was written, opened again, and found to hold the master. */
export interface CheckedFile<File> {
  readonly file: File
  readonly extension: string
  readonly check: FileCheck
  /** How the audio in the file landed: at another rate than the source's it has a landing of its own. */
  readonly verdict: Verdict
  /** Frames whose rounding was dithered: none of float and lossy files, and none that lie on the grid of the depth already. */
  readonly ditheredFrames: number
}

/** Shares of the work, for progress. */
const PROFILED = 0.1
const WRITTEN = 0.6

/**
 * Writes a master as a file, opens that file like any other, and measures it. `codecTakesLu`: that much louder is the master than
 * what will be heard of the file, for its codec takes it.
 */
export const deliverFile = async <File>(
  master: DeliverableMaster,
  settings: DeliverySettings,
  services: FileServices<File>,
  tags?: Tags,
  codecTakesLu = 0,
): Promise<Outcome<CheckedFile<File>>> => {
  const { format } = settings
  const { store, recipe, integratedLufs, truePeakDbtp, verdict } = master
  const heardLufs = integratedLufs === null ? null : integratedLufs - codecTakesLu
  const said =
    settings.replayGain && tags
      ? withReplayGain(tags, format, { ...master, integratedLufs: heardLufs })
      : tags
  const { job } = services
  const profile = isLossy(format)
    ? await profileOf(store, services.kernels, portion(job, 0, PROFILED))
    : null
  const writing = { ...services, job: portion(job, profile ? PROFILED : 0, WRITTEN) }
  const written = await writeFile(store, format, settings, writing, said)
  const measured =
    (await written.measured()) ??
    (await measureFile(
      written.source,
      format,
      settings,
      { ...services, job: portion(job, WRITTEN, 1) },
      profile,
    ))
  const { clippedSamples, checksum, ditheredFrames } = written
  const { ceilingDbtp } = recipe.landing
  const levels = { integratedLufs, truePeakDbtp, ceilingDbtp }
  const expected = { store, ...levels, clippedSamples, checksum, profile }
  const check = verifyFile(measured, format, settings, expected)
  if (!check.ok) return check
  const { extension } = formatOf(format)
  const file = measured.ok ? written.amended(measured.value) : written.file
  return ok({ file, extension, check: check.value, verdict, ditheredFrames })
}
