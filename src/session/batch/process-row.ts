import { ok } from '../../core/outcome'
import { type BatchRow, type BatchRowState, withDone, withRowState } from '../../store/batch'
import { lostSentence } from '../../words/batch-words'
import { type JobRunner, MAXIMUM_LOSSES } from '../tracks/job-runner'
import type { BatchOrder, MasterMakers } from './make-master'
import type { Outlet } from './outlet'
import { workOnRow } from './work-on-row'

/** One file at a time is in work: its job needs no track of its own. */
const QUEUE_JOB = 'queue'

export interface RowParts extends MasterMakers {
  readonly jobs: JobRunner
}

type Working = Extract<BatchRowState, { readonly status: 'working' }>

/** Ends the work on a row at once; whoever asks says what becomes of the row. */
export const stopRow = (jobs: JobRunner): void => jobs.cancel(QUEUE_JOB, 'exporting')

/** One row from waiting to its end; a file that takes the engine down is tried once more. Never rejects for a file. */
export const processRow = async (
  row: BatchRow,
  order: BatchOrder,
  outlet: Outlet,
  parts: RowParts,
): Promise<void> => {
  const { studio, jobs } = parts
  const { id, name } = row
  const begunMs = performance.now()
  const isWorking = (): boolean =>
    studio.getState().batch.rows.find((candidate) => candidate.id === id)?.state.status ===
    'working'
  const setRow = (state: BatchRowState): void =>
    studio.setState(({ batch }) => ({ batch: withRowState(batch, id, state) }))
  let shown: Working = { status: 'working', stage: 'opening', fraction: 0 }
  const show = (patch: Partial<Working>): void => {
    shown = { ...shown, ...patch }
    if (isWorking()) setRow(shown)
  }
  setRow(shown)
  for (let losses = 0; losses < MAXIMUM_LOSSES; losses++) {
    const end = await jobs.run(QUEUE_JOB, 'exporting', async ({ signal, onProgress }) =>
      ok(
        await workOnRow(row, order, parts, outlet, {
          signal,
          onProgress(fraction) {
            onProgress(fraction)
            show({ fraction })
          },
          onStage: (stage) => show({ stage }),
        }),
      ),
    )
    // Skipped, paused or cancelled meanwhile: whoever did that has said what becomes of the row.
    if (!isWorking()) return
    if (end === 'superseded' || (end.ok && end.value.kind === 'lost')) continue
    if (!end.ok || end.value.kind === 'cancelled') return setRow({ status: 'waiting' })
    if (end.value.kind === 'failed') {
      const { sentence } = end.value
      return setRow({ status: 'failed', sentence })
    }
    if (end.value.kind === 'done') {
      const { result } = end.value
      const tookMs = performance.now() - begunMs
      studio.setState(({ batch }) => ({ batch: withDone(batch, id, result, tookMs) }))
    }
    return
  }
  setRow({ status: 'failed', sentence: lostSentence(name) })
}
