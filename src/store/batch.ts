import type { TrackId } from '../core/track'
import type { MasteredTrack } from '../engine/calls'
import { type BatchChoice, NO_CHOICE } from './batch-choice'

/** What is being done with a file of the queue. */
export type BatchStage = 'opening' | 'mastering' | 'writing'

/** What is known of a finished master. */
export interface BatchResult {
  readonly fileName: string
  readonly sizeBytes: number
  /** Of the written file; null where it is too short, or could not be read back. */
  readonly integratedLufs: number | null
  /** Of the written file, dBTP; null where it could not be read back. */
  readonly truePeakDbtp: number | null
  readonly verdict: MasteredTrack['verdict']
  /** What it was made into. */
  readonly made: MadeAs
}

/** Ids of the recipe that a master was made from. */
export interface MadeAs {
  readonly destinationId: string
  readonly styleId: string
  readonly approachId: string
}

export type BatchRowState =
  | { readonly status: 'waiting' }
  /** `fraction`: 0…1 of the whole file, all stages together. */
  | { readonly status: 'working'; readonly stage: BatchStage; readonly fraction: number }
  | { readonly status: 'done'; readonly result: BatchResult }
  | { readonly status: 'failed'; readonly sentence: string }
  | { readonly status: 'skipped' }

/** A file of the queue. */
export interface BatchRow {
  readonly id: TrackId
  /** File name with extension. */
  readonly name: string
  /** What its master is named after; no two rows have the same, whatever the case of its letters. */
  readonly stem: string
  /** Of the source file: what the time that is left is reckoned by. */
  readonly sizeBytes: number
  /** This file's own, ahead of what is chosen for all. */
  readonly choice: BatchChoice
  readonly state: BatchRowState
}

/** Many files to be mastered and written, one after the other. Plain data. */
export interface Batch {
  readonly phase: 'idle' | 'running' | 'paused'
  readonly rows: readonly BatchRow[]
  /** For all rows that have no choice of their own. */
  readonly forAll: BatchChoice
  /** What finished files of this run took together. */
  readonly pace: { readonly ms: number; readonly bytes: number }
}

export const EMPTY_BATCH: Batch = {
  phase: 'idle',
  rows: [],
  forAll: NO_CHOICE,
  pace: { ms: 0, bytes: 0 },
}

const WAITING: BatchRowState = { status: 'waiting' }

/** The next file to work on; undefined where nothing waits. */
export const nextRow = ({ rows }: Batch): BatchRow | undefined =>
  rows.find(({ state }) => state.status === 'waiting')

/** Every row but skipped ones waits again, and what was measured of the last run is forgotten. */
export const started = (batch: Batch): Batch => ({
  ...batch,
  phase: 'running',
  rows: batch.rows.map((row) =>
    row.state.status === 'skipped' ? row : { ...row, state: WAITING },
  ),
  pace: EMPTY_BATCH.pace,
})

/** Goes on with what waits: after a pause, or for files that are to be tried again. */
export const resumed = (batch: Batch): Batch => ({ ...batch, phase: 'running' })

/** Stops at once: the file in work waits again, from its beginning. */
export const stopped = (batch: Batch, phase: 'paused' | 'idle'): Batch => ({
  ...batch,
  phase,
  rows: batch.rows.map((row) =>
    row.state.status === 'working' ? { ...row, state: WAITING } : row,
  ),
})

/** Nothing waits any more. */
export const finished = (batch: Batch): Batch => ({ ...batch, phase: 'idle' })

/** One row in another state; a row that is gone stays gone. */
export const withRowState = (batch: Batch, id: TrackId, state: BatchRowState): Batch => ({
  ...batch,
  rows: batch.rows.map((row) => (row.id === id ? { ...row, state } : row)),
})

/** A finished file, and what it took (ms). */
export const withDone = (batch: Batch, id: TrackId, result: BatchResult, ms: number): Batch => {
  const row = batch.rows.find((one) => one.id === id)
  if (!row) return batch
  const { pace } = batch
  return {
    ...withRowState(batch, id, { status: 'done', result }),
    pace: { ms: pace.ms + ms, bytes: pace.bytes + row.sizeBytes },
  }
}

/** A row not begun is left out; one in work is given up. What is done stays done. */
export const withSkipped = (batch: Batch, id: TrackId): Batch => {
  const status = batch.rows.find((row) => row.id === id)?.state.status
  return status === undefined || status === 'done'
    ? batch
    : withRowState(batch, id, { status: 'skipped' })
}

/** A failed or skipped row waits again. */
export const withRetry = (batch: Batch, id: TrackId): Batch => {
  const status = batch.rows.find((row) => row.id === id)?.state.status
  return status === 'failed' || status === 'skipped' ? withRowState(batch, id, WAITING) : batch
}

/** A row with another choice of its own; a finished one is to be made again. One in work stays as it was begun. */
export const withChoice = (batch: Batch, id: TrackId, change: Partial<BatchChoice>): Batch => ({
  ...batch,
  rows: batch.rows.map((row) =>
    row.id !== id || row.state.status === 'working'
      ? row
      : {
          ...row,
          choice: { ...row.choice, ...change },
          state: row.state.status === 'done' ? WAITING : row.state,
        },
  ),
})

/** A row `step` places further down (or up, below 0); the ends hold. */
export const withMoved = (batch: Batch, id: TrackId, step: number): Batch => {
  const from = batch.rows.findIndex((candidate) => candidate.id === id)
  const row = batch.rows[from]
  if (!row) return batch
  const to = Math.max(0, Math.min(batch.rows.length - 1, from + step))
  const rows = batch.rows.toSpliced(from, 1).toSpliced(to, 0, row)
  return to === from ? batch : { ...batch, rows }
}

/** Has a row begun, ended, moved or been chosen for? Progress alone is no step. */
export const hasStepped = (now: Batch, before: Batch): boolean =>
  now !== before &&
  (now.phase !== before.phase ||
    now.rows.length !== before.rows.length ||
    now.rows.some(({ id, state, choice }, at) => {
      const old = before.rows[at]
      return id !== old?.id || state.status !== old.state.status || choice !== old.choice
    }))

/** 0…1 of the bytes of all files that are not skipped; 0 for an empty queue. */
export const batchFraction = ({ rows }: Batch): number => {
  const counted = rows.filter(({ state }) => state.status !== 'skipped')
  const all = counted.reduce((sum, row) => sum + weightOf(row), 0)
  const behind = counted.reduce((sum, row) => sum + weightOf(row) * fractionOf(row), 0)
  return all === 0 ? 0 : behind / all
}

/** What the rest will take at the pace of this run, ms; null before a file is finished. */
export const timeLeftMs = ({ rows, pace }: Batch): number | null => {
  if (pace.bytes <= 0) return null
  const left = rows
    .filter(({ state }) => state.status === 'waiting' || state.status === 'working')
    .reduce((sum, row) => sum + weightOf(row) * (1 - fractionOf(row)), 0)
  return (left * pace.ms) / pace.bytes
}

/** A demo that is not made yet has no size, and counts all the same. */
const weightOf = ({ sizeBytes }: BatchRow): number => Math.max(1, sizeBytes)

const fractionOf = ({ state }: BatchRow): number =>
  state.status === 'working' ? state.fraction : state.status === 'waiting' ? 0 : 1
