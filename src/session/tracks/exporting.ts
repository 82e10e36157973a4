import type { Engine } from '../../client/engine'
import type { Failure } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import type { DeliverySettings } from '../../delivery/settings'
import { deliveredFrames } from '../../mastering/delivery-rates'
import type { Studio } from '../../store/studio'
import type { TrackState } from '../../store/tracks'
import { errorSentence } from '../../words/sentences'
import type { ExportedFile } from './exported-file'
import type { HeardCodec } from './hear-codec'
import type { JobRunner } from './job-runner'
import { masterStem } from './master-names'
import { saveFile } from './save-file'
import { tagsOf } from './tagging'

export interface Exporting {
  /** The name that a track's file gets, without its extension. */
  nameOf(track: TrackId, settings: Pick<DeliverySettings, 'sampleRate'>): string
  /**
   * Writes the master, has it re-read and re-measured, and hands it to the browser's download.
   * Answers the file with what the check found, or null when there is no file (cancelled, or an error was shown).
   */
  exportMaster(track: TrackId, settings: DeliverySettings): Promise<ExportedFile | null>
  /**
   * Hands the report of a checked file to the browser's download, as a page and as data. Without a file, or with one of
   * an older master, the file is written and checked first, and not saved. Answers the file that the report is of, as `exportMaster`.
   */
  saveReport(
    track: TrackId,
    settings: DeliverySettings,
    file: ExportedFile | null,
  ): Promise<ExportedFile | null>
  /** Puts the master through a lossy codec, to be measured and listened to; `label` names the codec. null as for `exportMaster`. */
  hearCodec(track: TrackId, settings: DeliverySettings, label: string): Promise<HeardCodec | null>
}

/** Exports by the engine; `fileOf` is where the source of a track lies. Errors are shown. */
export const createExporting = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  fileOf: (track: TrackId) => File | null | undefined,
): Exporting => {
  const say = (error: Failure, { name }: TrackState): null => {
    const sentence = errorSentence(error, name)
    if (sentence) studio.notify('error', sentence)
    return null
  }

  const checkedFile = async (
    id: TrackId,
    settings: DeliverySettings,
  ): Promise<ExportedFile | null> => {
    const master = studio.trackOf(id)?.master ?? null
    const tags = tagsOf(studio, id)
    const end = await jobs.run(id, 'exporting', (options) =>
      engine.export(id, settings, tags, options),
    )
    const track = studio.trackOf(id)
    if (end === 'superseded' || !track) return null
    if (!end.ok) return say(end.error, track)
    const { extension, check } = end.value
    const { facts } = track
    const wanted = facts && deliveredFrames(facts.lengthFrames, facts.sampleRate, check.sampleRate)
    if (facts && check.lengthFrames !== wanted) {
      const detail = `${check.lengthFrames} frames instead of ${wanted}`
      return say({ code: 'export-mismatch', detail }, track)
    }
    const fileName = `${masterStem(studio, id, settings)}.${extension}`
    return { ...end.value, settings, master, fileName, tags, isSaved: false }
  }

  return {
    nameOf: (id, settings) => masterStem(studio, id, settings),
    async exportMaster(id, settings) {
      const exported = await checkedFile(id, settings)
      if (!exported) return null
      saveFile(exported.file, exported.fileName)
      return { ...exported, isSaved: true }
    },
    async hearCodec(id, settings, label) {
      const { hearCodec } = await import('./hear-codec')
      return hearCodec(studio, engine, jobs, id, settings, label)
    },
    async saveReport(id, settings, file) {
      const isOfMaster = file !== null && file.master === studio.trackOf(id)?.master
      const exported = isOfMaster ? file : await checkedFile(id, settings)
      const source = fileOf(id)
      if (!exported || !source) return null
      const { reportFiles } = await import('./report-files')
      const end = await jobs.run(id, 'exporting', (options) =>
        reportFiles(studio, engine, id, source, exported, options),
      )
      const track = studio.trackOf(id)
      if (end === 'superseded' || !track) return null
      if (!end.ok) return say(end.error, track)
      for (const { blob, name } of end.value) saveFile(blob, name)
      return exported
    },
  }
}
