import type { Batch, BatchRow, BatchStage } from '../store/batch'
import { verdictWords } from './verdict-sentence'

const STAGE_WORDS: Readonly<Record<BatchStage, string>> = {
  opening: 'Opening',
  mastering: 'Mastering',
  writing: 'Writing',
}

/** What becomes of a row, in a word; with how far it is while it is worked on. */
export const rowStateText = ({ state }: Pick<BatchRow, 'state'>): string => {
  switch (state.status) {
    case 'waiting':
      return 'Waiting'
    case 'working':
      return `${STAGE_WORDS[state.stage]} ${Math.round(state.fraction * 100)} %`
    case 'done':
      return 'Done'
    case 'failed':
      return 'Failed'
    case 'skipped':
      return 'Skipped'
  }
}

/** How a row ended, in words; empty while it has not. */
export const rowVerdictText = ({ state }: Pick<BatchRow, 'state'>): string => {
  if (state.status === 'failed') return state.sentence
  return state.status === 'done' ? verdictWords(state.result.verdict).headline : ''
}

/** "12 of 30 done, 3 failed", for who looks at the whole queue. */
export const batchSentence = ({ rows, phase }: Batch): string => {
  const count = (status: BatchRow['state']['status']): number =>
    rows.filter(({ state }) => state.status === status).length
  const [done, failed, skipped] = [count('done'), count('failed'), count('skipped')]
  const parts = [
    `${done} of ${rows.length} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(phase === 'paused' ? ['paused'] : []),
  ]
  return `${parts.join(', ')}.`
}

/** What a reload would cost now, while files of the queue are being stored for it; else empty. */
export const unsavedFilesText = (count: number): string =>
  count === 0
    ? ''
    : `${count === 1 ? 'A file is' : `${count} files are`} still being stored: after a reload now the queue would ask for ${count === 1 ? 'it' : 'them'} again.`

const MINUTE_MS = 60_000

/** "less than a minute left", "about 12 minutes left", "about 2 h 5 min left" */
export const timeLeftText = (ms: number): string => {
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 1) return 'less than a minute left'
  if (minutes === 1) return 'about a minute left'
  if (minutes < 60) return `about ${minutes} minutes left`
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/** A file that has to be asked about before anything is done with it. */
export const tooLoudSentence = (name: string): string =>
  `“${name}” is far louder than music can be, so its scale is wrong. Open it on the page, say whether it may be scaled, and press Retry.`

/** A master that could not be put where it is wanted. */
export const notWrittenSentence = (name: string, error: unknown): string =>
  `The master of “${name}” could not be written (${error instanceof Error ? error.message : String(error)}). Check the folder and the space on the disk, and press Retry.`

/** A file that took the engine down more than once. */
export const lostSentence = (name: string): string =>
  `The audio engine stopped while working on “${name}”. Convert it to WAV, and open that.`
