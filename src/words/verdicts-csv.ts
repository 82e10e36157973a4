import type { BatchRow } from '../store/batch'
import { rowStateText } from './batch-words'
import { formatNumber, formatPlain } from './format'
import { verdictWords } from './verdict-sentence'

const HEAD = [
  'File',
  'State',
  'Master',
  'Size (bytes)',
  'Integrated loudness (LUFS)',
  'True peak (dBTP)',
  'Destination',
  'Style',
  'Proposal',
  'Verdict',
]

/** Spreadsheets would take a text that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** What a row was made into, or will be, in words; empty where it is not known yet. */
export interface PlanLabels {
  readonly destination: string
  readonly style: string
  readonly proposal: string
}

/** The queue as a table for spreadsheets (RFC 4180; UTF-8 with its mark): a line for each file, in order. */
export const verdictsCsv = (
  rows: readonly BatchRow[],
  planOf: (row: BatchRow) => PlanLabels,
): string => {
  const lines = [HEAD, ...rows.map((row) => cellsOf(row, planOf(row)))].map((cells) =>
    cells.map(quoted).join(','),
  )
  return `\ufeff${lines.join('\r\n')}\r\n`
}

const cellsOf = (
  row: BatchRow,
  { destination, style, proposal }: PlanLabels,
): readonly string[] => {
  const { name, state } = row
  const plan = [destination, style, proposal]
  const before = [text(name), state.status === 'working' ? 'Working' : rowStateText(row)]
  if (state.status === 'failed') return [...before, '', '', '', '', ...plan, text(state.sentence)]
  if (state.status !== 'done') return [...before, '', '', '', '', ...plan, '']
  const { fileName, sizeBytes, integratedLufs, truePeakDbtp, verdict } = state.result
  const { headline, detail } = verdictWords(verdict)
  return [
    ...before,
    text(fileName),
    String(sizeBytes),
    level(integratedLufs),
    level(truePeakDbtp),
    ...plan,
    `${headline} ${detail}`,
  ]
}

/** A number that spreadsheets know; of silence "−∞", since "-Infinity" would be a formula without a meaning. */
const level = (value: number | null): string => {
  if (value === null) return ''
  return Number.isFinite(value) ? formatPlain(value, 2) : formatNumber(value, 2)
}

const text = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
