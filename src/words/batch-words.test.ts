import { describe, expect, it } from 'vitest'
import { type BatchRow, type BatchRowState, EMPTY_BATCH } from '../store/batch'
import { NO_CHOICE } from '../store/batch-choice'
import { batchSentence, timeLeftText, unsavedFilesText } from './batch-words'
import { verdictsCsv } from './verdicts-csv'

const rowOf = (name: string, state: BatchRowState): BatchRow => ({
  id: name,
  name,
  stem: name,
  sizeBytes: 1,
  choice: NO_CHOICE,
  state,
})
const DONE: BatchRowState = {
  status: 'done',
  result: {
    fileName: 'a (master).wav',
    sizeBytes: 1234,
    integratedLufs: -13.996,
    truePeakDbtp: -1.02,
    verdict: { status: 'unmeasurable', reason: 'silent' },
    made: { destinationId: 'spotify', styleId: 'clean', approachId: 'open' },
  },
}

describe('the words of the queue', () => {
  it('count what is done, and what went wrong only where something did', () => {
    const rows = [rowOf('a', DONE), rowOf('b', { status: 'waiting' })]
    expect(batchSentence({ ...EMPTY_BATCH, rows })).toBe('1 of 2 done.')
    const failed = rowOf('c', { status: 'failed', sentence: 'No.' })
    expect(batchSentence({ ...EMPTY_BATCH, phase: 'paused', rows: [...rows, failed] })).toBe(
      '1 of 3 done, 1 failed, paused.',
    )
  })

  it('say what a reload would cost while files are being stored', () => {
    expect(unsavedFilesText(0)).toBe('')
    expect(unsavedFilesText(1)).toMatch(/^A file is .* ask for it again\.$/)
    expect(unsavedFilesText(12)).toMatch(/^12 files are .* ask for them again\.$/)
  })

  it('round the time that is left as people do', () => {
    expect(timeLeftText(20_000)).toBe('less than a minute left')
    expect(timeLeftText(61_000)).toBe('about a minute left')
    expect(timeLeftText(12.4 * 60_000)).toBe('about 12 minutes left')
    expect(timeLeftText(125 * 60_000)).toBe('about 2 h 5 min left')
  })
})

describe('the table of verdicts', () => {
  it('has a line for every file, quotes what needs it, and holds no formula', () => {
    const rows = [
      rowOf('a.wav', DONE),
      rowOf('=1+1.wav', { status: 'failed', sentence: '“x”, "y"' }),
    ]
    const plan = { destination: 'Spotify', style: 'Clean', proposal: 'Open' }
    const csv = verdictsCsv(rows, () => plan)
    const lines = csv.split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toMatch(
      /^a\.wav,Done,a \(master\)\.wav,1234,-14\.00,-1\.02,Spotify,Clean,Open,"Nothing to land/,
    )
    expect(lines[2]).toBe(`'=1+1.wav,Failed,,,,,Spotify,Clean,Open,"“x”, ""y"""`)
  })

  it('give a spreadsheet no formula for what is silent', () => {
    const levels = { integratedLufs: Number.NEGATIVE_INFINITY, truePeakDbtp: null }
    const silent = rowOf('s.wav', { ...DONE, result: { ...DONE.result, ...levels } })
    const csv = verdictsCsv([silent], () => ({ destination: '', style: '', proposal: '' }))
    expect(csv).toContain(',1234,−∞,,')
  })
})
