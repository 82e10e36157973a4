import type { Arrangement } from '../album/arrange'
import { programmeReader } from '../album/programme'
import { type JobContext, portion } from '../core/job'
import { fail, type Outcome, ok } from '../core/outcome'
import type { PcmReader } from '../core/pcm-store'
import { sliceReader } from '../core/slice-reader'
import type { Tags } from '../core/tags'
import { measureFile } from '../delivery/measure-file'
import type { DeliverySettings } from '../delivery/settings'
import { type GainMeasurements, withReplayGain } from '../delivery/tags/replay-gain'
import { type FileServices, type Whole, writeFile } from '../delivery/write-file'
import { inlineExecutor } from '../mastering/render/executor'
import { measureTrack } from '../mastering/render/measure-track'

/** What was found in an album's files when they were opened again. */
interface AlbumLevelsWritten {
  /** The highest of all files, behind a lossy format's decoder; null where there is none here. */
  readonly truePeakDbtp: number | null
  /** Samples that the files could not hold, or that players clip. */
  readonly clippedSamples: number
}

export interface WrittenAlbum<Written> extends AlbumLevelsWritten {
  readonly files: readonly Written[]
}

/** Shares of the work, for progress: of all when gains are measured first, and of one file. */
const GAINS_MEASURED = 0.3
const WRITTEN = 0.7

/**
 * Writes the programme cut at `cutFrames`, one file after another; every encoder hears what lies around its file, so that files
 * join without a seam. Each is opened again: a lossless one must have the samples that went in, each the length.
 */
export const writeParts = async <Written>(
  { parts, lengthFrames }: Arrangement,
  sampleRate: number,
  cutFrames: readonly number[],
  settings: DeliverySettings,
  tagsOf: (at: number, lengthFrames: number) => Tags | undefined,
  services: FileServices<Written>,
): Promise<Outcome<WrittenAlbum<Written>>> => {
  const programme = programmeReader(parts, sampleRate, 2, lengthFrames)
  const pieces = cutFrames.slice(0, -1).map((fromFrame, at) => ({
    fromFrame,
    reader: sliceReader(programme, fromFrame, cutFrames[at + 1] ?? lengthFrames),
  }))
  const { job, ...others } = services
  const tags = pieces.map(({ reader }, at) => tagsOf(at, reader.lengthFrames))
  const asksGains = settings.replayGain && tags.some((one) => one !== undefined)
  const measuring = portion(job, 0, GAINS_MEASURED)
  const gains = asksGains ? await gainsOf(programme, pieces, services, measuring) : null
  const writing = portion(job, gains ? GAINS_MEASURED : 0, 1)
  const first = cutFrames[0] ?? 0
  const total = Math.max(1, (cutFrames.at(-1) ?? lengthFrames) - first)
  const files: Written[] = []
  let truePeakDbtp: number | null = Number.NEGATIVE_INFINITY
  let clippedSamples = 0
  for (const [at, { fromFrame, reader }] of pieces.entries()) {
    const share = (frame: number): number => (frame - first) / total
    const part = portion(writing, share(fromFrame), share(fromFrame + reader.lengthFrames))
    const own = tags[at]
    const gain = gains?.parts[at]
    const said =
      own && gains && gain ? withReplayGain(own, settings.format, gain, gains.whole) : own
    const whole = { reader: programme, fromFrame }
    const written = await writeChecked(reader, whole, settings, { ...others, job: part }, said)
    if (!written.ok) return written
    files.push(written.value.file)
    clippedSamples += written.value.clippedSamples
    const peak = written.value.truePeakDbtp
    truePeakDbtp = truePeakDbtp === null || peak === null ? null : Math.max(truePeakDbtp, peak)
  }
  return ok({ files, truePeakDbtp, clippedSamples })
}

const gainsOf = async (
  programme: PcmReader,
  pieces: readonly { readonly reader: PcmReader }[],
  { kernels }: Pick<FileServices<never>, 'kernels'>,
  job: JobContext,
): Promise<{ readonly whole: GainMeasurements; readonly parts: readonly GainMeasurements[] }> => {
  const measured = async (audio: PcmReader, from: number, to: number) => {
    const part = portion(job, from, to)
    const found = await measureTrack(audio, false, inlineExecutor(kernels), part)
    const { loudness, samplePeakDbfs } = found
    return { integratedLufs: loudness.integratedLufs, samplePeakDbfs }
  }
  const whole = await measured(programme, 0, 1 / 2)
  const parts: GainMeasurements[] = []
  const share = 1 / 2 / Math.max(1, pieces.length)
  for (const [at, { reader }] of pieces.entries())
    parts.push(await measured(reader, 1 / 2 + at * share, 1 / 2 + (at + 1) * share))
  return { whole, parts }
}

const writeChecked = async <Written>(
  reader: PcmReader,
  whole: Whole,
  settings: DeliverySettings,
  services: FileServices<Written>,
  tags: Tags | undefined,
): Promise<Outcome<AlbumLevelsWritten & { readonly file: Written }>> => {
  const { job } = services
  const writing = { ...services, job: portion(job, 0, WRITTEN) }
  const written = await writeFile(reader, settings.format, settings, writing, tags, whole)
  const measured =
    (await written.measured()) ??
    (await measureFile(written.source, settings.format, settings, {
      ...services,
      job: portion(job, WRITTEN, 1),
    }))
  const { file, clippedSamples } = written
  if (!measured.ok)
    return measured.error.code === 'codec-missing'
      ? ok({ file, truePeakDbtp: null, clippedSamples })
      : measured
  const { checksum, lengthFrames, truePeakDbtp, samplesOverFullScale } = measured.value
  if (lengthFrames !== reader.lengthFrames)
    return fail('export-mismatch', `${lengthFrames} of ${reader.lengthFrames} frames`)
  if (written.checksum === null)
    return ok({ file, truePeakDbtp, clippedSamples: samplesOverFullScale })
  if (checksum !== written.checksum)
    return fail('export-mismatch', `samples ${checksum}, not ${written.checksum}`)
  return ok({ file: written.amended(measured.value), truePeakDbtp, clippedSamples })
}
