import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Analysis } from '../analysis/analysis'
import { formatOf } from '../delivery/formats/registry'
import type { WeightedReference } from '../mastering/matching/match-references'
import { destinationOf } from '../mastering/proposal/destinations'
import { plain } from '../report/plain'
import type { Report } from '../report/report'
import { checkSentences } from '../words/check-sentences'
import { formatNumber } from '../words/format'
import { MEASUREMENT_ROWS } from '../words/measurement-rows'
import { verdictWords } from '../words/verdict-sentence'
import { analyseFile, FileProblem, type Progress } from './analyse-file'
import type { Request } from './arguments'
import type { DiskEngine } from './disk-engine'
import { HELP } from './help'
import { expandInputs } from './inputs'
import { masterFile } from './jobs'
import { outputsOf } from './outputs'
import { openReference } from './references'
import { namedReport, reportsBeside } from './report-texts'

/** What the process gives, so that tests can stand in for it. */
export interface Terminal {
  readonly version: string
  readonly print: (text: string) => void
  readonly say: (text: string) => void
  /** May the progress line be written over? */
  readonly isTerminal: boolean
  readonly makeFolder: (path: string) => void
  readonly writeText: (path: string, text: string) => void
}

/** Exit statuses, as `--help` tells them. */
const STATUS = { fine: 0, failed: 1, misunderstood: 2, missed: 3, there: 4 } as const

/** A loudness this near to what was asked is within a destination; its ceiling holds exactly. */
const TOLERANCE_LU = 0.5

interface Result {
  readonly file: string
  readonly status: 'done' | 'missed' | 'failed' | 'there'
  readonly text: string
  readonly facts: Readonly<Record<string, unknown>>
  /** Of a master, where one was asked for. */
  readonly report?: Report | null
  readonly reports?: ReturnType<typeof reportsBeside>
}

/** Does what was asked, file after file: one that fails never stops the others. Answers the exit status. */
export const runRequest = async (
  request: Request,
  engine: DiskEngine,
  terminal: Terminal,
): Promise<number> => {
  if (request.command === 'help') terminal.print(HELP)
  if (request.command === 'version') terminal.print(`${terminal.version}\n`)
  if (request.command === 'help' || request.command === 'version') return STATUS.fine
  const files = expandInputs(request.inputs, request.command === 'master')
  const outputs = outputsOf(files, request)
  if (files.length === 0) {
    terminal.print(`No audio file in ${request.inputs.map((input) => `“${input}”`).join(', ')}.\n`)
    return STATUS.failed
  }
  if (request.outputPath !== null && files.length > 1) {
    terminal.print(
      `--output names one file for ${files.length}. Name a folder with --directory instead.\n`,
    )
    return STATUS.misunderstood
  }
  if (request.directory !== null && request.command === 'master')
    try {
      for (const folder of new Set(outputs.map((output) => dirname(output))))
        terminal.makeFolder(folder)
    } catch {
      terminal.print(
        `The folder “${request.directory}” could not be made. Is its place there, and may you write to it?\n`,
      )
      return STATUS.failed
    }
  const references: WeightedReference[] = []
  for (const path of request.referencePaths)
    try {
      const progress = progressOf(path, request, terminal)
      references.push(await openReference(engine, path, progress))
    } catch (error) {
      terminal.print(`${problemOf(path, error)}\n`)
      return STATUS.failed
    }
  const results: Result[] = []
  for (const [at, { path }] of files.entries()) {
    const progress = progressOf(path, request, terminal)
    const output = outputs[at] ?? path
    const result = await resultOf(engine, path, output, request, references, progress)
    results.push(result)
    for (const { path: file, text } of result.reports ?? []) terminal.writeText(file, text)
    if (!request.json) terminal.print(`${result.text}\n`)
  }
  const facts = results.map(({ file, status, facts: more }) => ({ file, status, ...more }))
  const json = `${JSON.stringify(plain({ tool: 'trackmaster', version: terminal.version, files: facts }), null, 2)}\n`
  if (request.json) terminal.print(json)
  const reports = results.flatMap(({ report }) => report ?? [])
  const named = namedReport(request.reportPath, reports, json)
  if (named) terminal.writeText(named.path, named.text)
  const has = (status: Result['status']) => results.some((result) => result.status === status)
  if (has('failed')) return STATUS.failed
  if (has('there')) return STATUS.there
  return has('missed') ? STATUS.missed : STATUS.fine
}

const resultOf = async (
  engine: DiskEngine,
  path: string,
  output: string,
  request: Request,
  references: readonly WeightedReference[],
  progress: Progress,
): Promise<Result> => {
  try {
    if (request.command === 'master')
      return await mastered(engine, path, output, request, references, progress)
    const analysis = await analyseFile(engine, path, request.channels, progress)
    return request.command === 'verify'
      ? verified(path, analysis, request)
      : { file: path, status: 'done', text: table(path, analysis), facts: { analysis } }
  } catch (error) {
    const problem = problemOf(path, error)
    return { file: path, status: 'failed', text: problem, facts: { problem } }
  }
}

const problemOf = (path: string, error: unknown): string =>
  error instanceof FileProblem ? error.message : `${path}: ${error}`

const mastered = async (
  engine: DiskEngine,
  path: string,
  output: string,
  request: Request,
  references: readonly WeightedReference[],
  progress: Progress,
): Promise<Result> => {
  if (resolve(output) === resolve(path))
    throw new FileProblem(`“${output}” is the source itself. Name another file, or a folder.`)
  if (existsSync(output) && !request.overwrite) {
    const problem = `“${output}” is there already. --force writes over it.`
    return { file: path, status: 'there', text: problem, facts: { problem } }
  }
  if (request.outputPath !== null && !existsSync(dirname(output)))
    throw new FileProblem(
      `The folder of “${output}” is not there. Make it, or name one with --directory.`,
    )
  const { verdict, ...facts } = await masterFile(
    engine,
    path,
    output,
    request,
    references,
    progress,
  )
  const { headline, detail } = verdictWords(verdict)
  const { check, margin, ceilingDbtp } = facts
  const { label } = formatOf(request.format)
  const { kind } = check
  const checked = checkSentences({ check, verdict, margin, ceilingDbtp }, label)
  const read = {
    same: '',
    decoded: ` ${checked.headline} ${checked.detail}`,
    unread: ` Written, but not read back: install ffmpeg to have ${label} decoded and measured here.`,
  }[kind]
  return {
    file: path,
    status: verdict.status === 'missed' ? 'missed' : 'done',
    text: [`${output}: ${headline} ${detail}${read}`, ...facts.leftBehind].join('\n  '),
    facts: { verdict, ...facts },
    report: facts.report,
    reports: reportsBeside(request.reportPath, output, facts.report),
  }
}

const verified = (path: string, analysis: Analysis, request: Request): Result => {
  const destination = destinationOf(request.destinationId)
  const targetLufs = request.targetLufs ?? destination?.targetLufs ?? null
  const ceilingDbtp = request.ceilingDbtp ?? destination?.ceilingDbtp ?? null
  const { integratedLufs } = analysis.loudness
  const problems = [
    ...(targetLufs !== null &&
    !(Math.abs((integratedLufs ?? Number.NaN) - targetLufs) <= TOLERANCE_LU)
      ? [
          `loudness ${integratedLufs === null ? 'not measurable' : formatNumber(integratedLufs, 2)} LUFS for ${formatNumber(targetLufs, 1)}`,
        ]
      : []),
    ...(ceilingDbtp !== null && analysis.truePeakDbtp > ceilingDbtp
      ? [
          `true peak ${formatNumber(analysis.truePeakDbtp, 2)} dBTP over ${formatNumber(ceilingDbtp, 1)}`,
        ]
      : []),
  ]
  return {
    file: path,
    status: problems.length > 0 ? 'missed' : 'done',
    text: `${path}: ${problems.length > 0 ? problems.join('; ') : 'within its destination'}`,
    facts: { analysis, targetLufs, ceilingDbtp, problems },
  }
}

const table = (path: string, analysis: Analysis): string =>
  [
    path,
    ...MEASUREMENT_ROWS.map(({ label, unit, value, format }) => {
      const number = value(analysis)
      return `  ${label.padEnd(22)} ${(number === null ? '–' : format(number)).padStart(9)} ${unit}`
    }),
  ].join('\n')

/** On a terminal one line that is written over; elsewhere a line for each stage. */
const progressOf = (path: string, { quiet }: Request, { say, isTerminal }: Terminal): Progress => {
  if (quiet) return () => {}
  let last = ''
  return (stage, fraction) => {
    const line = isTerminal ? `${stage} ${Math.round(fraction * 100)} %` : stage
    if (line === last) return
    last = line
    say(isTerminal ? `\r\u001B[K${basename(path)}: ${line}` : `${basename(path)}: ${line}\n`)
  }
}
