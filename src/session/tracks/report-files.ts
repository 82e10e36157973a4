import type { Engine, JobOptions } from '../../client/engine'
import { fail, type Outcome, ok } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import { PROGRAM_BUILD, PROGRAM_VERSION } from '../../core/version'
import { buildReport } from '../../report/build-report'
import { canonicalJson } from '../../report/plain'
import { reportHtml } from '../../report/report-html'
import type { Studio } from '../../store/studio'
import { reportName } from '../../words/track-names'
import type { ExportedFile } from './exported-file'

/** A file for the browser's download. */
interface ReportFile {
  readonly blob: Blob
  readonly name: string
}

/**
 * The report of an exported file: first the page, which holds all, then the data. `track-gone` where the track has no analysis any more.
 */
export const reportFiles = async (
  studio: Studio,
  engine: Engine,
  id: TrackId,
  source: File,
  { file, settings, master, fileName, tags, ...delivered }: ExportedFile,
  options: JobOptions,
): Promise<Outcome<readonly ReportFile[]>> => {
  const inspection = await engine.inspect(id, source, new File([file], fileName), settings, options)
  if (!inspection.ok) return inspection
  const track = studio.trackOf(id)
  if (!track?.facts || !track.analysis || !master) return fail('track-gone')
  const report = await buildReport({
    version: PROGRAM_VERSION,
    build: PROGRAM_BUILD,
    created: new Date(),
    facts: track.facts,
    original: track.analysis,
    master: master.analysis,
    recipe: master.recipe,
    settings,
    delivered,
    tags,
    fileName,
    inspection: inspection.value,
  })
  const textFile = (text: string, type: string, extension: string): ReportFile => ({
    blob: new Blob([text], { type }),
    name: reportName(fileName, extension),
  })
  return ok([
    textFile(reportHtml(report), 'text/html', 'html'),
    textFile(canonicalJson(report), 'application/json', 'json'),
  ])
}
