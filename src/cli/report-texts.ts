import { canonicalJson } from '../report/plain'
import type { Report } from '../report/report'
import { reportHtml } from '../report/report-html'
import { reportName } from '../words/track-names'

const KINDS: Readonly<Record<string, (report: Report) => string>> = {
  html: reportHtml,
  json: canonicalJson,
}

/** A file to be written. */
interface ReportText {
  readonly path: string
  readonly text: string
}

/** "html", "json" or both, with a comma between: reports beside their masters. Anything else names one file; null then. */
const kindsBeside = (asked: string): readonly string[] | null => {
  const kinds = asked.split(',')
  return kinds.every((kind) => kind in KINDS) ? kinds : null
}

/** The reports that stand beside their masters; none where one file for all was asked for. */
export const reportsBeside = (
  asked: string | null,
  output: string,
  report: Report | null,
): readonly ReportText[] => {
  if (!report || asked === null) return []
  return (kindsBeside(asked) ?? []).map((kind) => ({
    path: reportName(output, kind),
    text: KINDS[kind]?.(report) ?? '',
  }))
}

/** The one file that was named: a page of the first report where its name ends so, else all results as JSON; null where none was. */
export const namedReport = (
  asked: string | null,
  reports: readonly Report[],
  json: string,
): ReportText | null => {
  if (asked === null || kindsBeside(asked)) return null
  const [first] = reports
  return { path: asked, text: /\.html?$/i.test(asked) && first ? reportHtml(first) : json }
}
