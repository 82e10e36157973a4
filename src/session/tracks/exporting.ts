import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { DeliveredFile } from '../../delivery/deliver-track'
import type { DeliverySettings } from '../../delivery/settings'
import { deliveredFrames } from '../../mastering/delivery-rates'
import type { Studio } from '../../store/studio'
import { errorSentence } from '../../words/sentences'
import { masterName, trackNames } from '../../words/track-names'
import { download } from '../download'
import type { JobRunner } from './job-runner'

export interface Exporting {
  /**
   * Writes the master, has it re-read and re-measured, and hands it to the browser's download.
   * Answers the file with what the check found, or null when there is no file (cancelled, or an error was shown).
   */
  exportMaster(track: TrackId, settings: DeliverySettings): Promise<DeliveredFile<Blob> | null>
}

export const createExporting = (studio: Studio, engine: Engine, jobs: JobRunner): Exporting => ({
  async exportMaster(id, settings) {
    const end = await jobs.run(id, 'exporting', (options) => engine.export(id, settings, options))
    const track = studio.trackOf(id)
    if (end === 'superseded' || !track) return null
    if (!end.ok) {
      const sentence = errorSentence(end.error, track.name)
      if (sentence) studio.notify('error', sentence)
      return null
    }
    const { file, extension, check } = end.value
    const { facts } = track
    const wanted = facts && deliveredFrames(facts.lengthFrames, facts.sampleRate, check.sampleRate)
    if (facts && check.lengthFrames !== wanted) {
      const detail = `${check.lengthFrames} frames instead of ${wanted}`
      const sentence = errorSentence({ code: 'export-mismatch', detail }, track.name)
      if (sentence) studio.notify('error', sentence)
      return null
    }
    download(
      file,
      masterName(trackNames(studio.getState().tracks).get(id)?.stem ?? track.name, extension),
    )
    return end.value
  },
})
