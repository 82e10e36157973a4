import type { Engine } from '../../client/engine'
import { ok } from '../../core/outcome'
import type { TrackId } from '../../core/track'
import {
  type Batch,
  type BatchRow,
  type BatchRowState,
  finished,
  nextRow,
  resumed,
  started,
  stopped,
  withDone,
  withMoved,
  withRetry,
  withRowState,
  withSkipped,
} from '../../store/batch'
import type { Studio } from '../../store/studio'
import { lostSentence } from '../../words/batch-words'
import type { JobRunner } from '../tracks/job-runner'
import type { Opening } from '../tracks/opening'
import { keepAwake } from './keep-awake'
import type { BatchOrder } from './make-master'
import { folderOutlet, type Outlet, zipOutlet } from './outlet'
import { gathered } from './queue-rows'
import { workOnRow } from './work-on-row'

/** "Export all": one queue, one file at a time; a file that fails never stops the others. */
export interface BatchActions {
  /** Whether this browser lets a page write into a folder. */
  readonly writesFolders: boolean
  /** Masters every file anew. `folder` asks the person for one; nothing begins where that is declined. */
  start(order: BatchOrder, to: 'zip' | 'folder'): Promise<void>
  /** At once: the file in work begins anew when the queue goes on. */
  pause(): void
  resume(): void
  /** Ends the run; what is done stays done. */
  cancel(): void
  skip(id: TrackId): void
  /** Tries a failed or skipped file again. */
  retry(id: TrackId): void
  /** Moves a row `step` places down the queue, or up below 0. */
  move(id: TrackId, step: number): void
  /** Hands out once more what is done. */
  deliver(): void
  dispose(): void
}

/** One file at a time is in work: its job needs no track of its own. */
const QUEUE_JOB = 'queue'
/** A file that takes the worker down twice is not tried a third time. */
const MAXIMUM_LOSSES = 2

interface DirectoryPicker {
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>
}

export const createBatch = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  opening: Pick<Opening, 'fileOf'>,
): BatchActions => {
  const picker = globalThis as DirectoryPicker
  let order: BatchOrder | null = null
  let outlet: Outlet = zipOutlet()
  let isRunning = false

  const change = (step: (batch: Batch) => Batch): void =>
    studio.setState(({ batch }) => ({ batch: step(batch) }))
  const rowOf = (id: TrackId): BatchRow | undefined =>
    studio.getState().batch.rows.find((row) => row.id === id)
  const setRow = (id: TrackId, state: BatchRowState): void =>
    change((batch) => withRowState(batch, id, state))
  const gather = (): void =>
    change((batch) => gathered(batch, studio.getState(), (id) => opening.fileOf(id)?.size ?? 0))
  const stopWork = (): void => jobs.cancel(QUEUE_JOB, 'exporting')

  const stopFollowing = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.unopened !== before.unopened) gather()
    for (const { id, sentence } of state.unopened.slice(before.unopened.length))
      if (rowOf(id)?.state.status === 'waiting') setRow(id, { status: 'failed', sentence })
  })
  gather()

  /** One row from waiting to its end. */
  const process = async (row: BatchRow, wanted: BatchOrder): Promise<void> => {
    const { id, name } = row
    const begunMs = performance.now()
    let shown = { status: 'working', stage: 'opening', fraction: 0 } as Extract<
      BatchRowState,
      { status: 'working' }
    >
    const show = (patch: Partial<typeof shown>): void => {
      shown = { ...shown, ...patch }
      if (rowOf(id)?.state.status === 'working') setRow(id, shown)
    }
    setRow(id, shown)
    for (let losses = 0; losses < MAXIMUM_LOSSES; losses++) {
      const end = await jobs.run(QUEUE_JOB, 'exporting', async ({ signal, onProgress }) =>
        ok(
          await workOnRow(row, wanted, { studio, engine, opening }, outlet, {
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
      if (rowOf(id)?.state.status !== 'working') return
      if (end === 'superseded' || (end.ok && end.value.kind === 'lost')) continue
      if (!end.ok || end.value.kind === 'cancelled') return setRow(id, { status: 'waiting' })
      if (end.value.kind === 'failed')
        return setRow(id, { status: 'failed', sentence: end.value.sentence })
      if (end.value.kind === 'done') {
        const { result } = end.value
        change((batch) => withDone(batch, id, result, performance.now() - begunMs))
      }
      return
    }
    setRow(id, { status: 'failed', sentence: lostSentence(name) })
  }

  const run = async (): Promise<void> => {
    if (isRunning || !order) return
    isRunning = true
    const letSleep = keepAwake()
    try {
      for (;;) {
        const { batch } = studio.getState()
        const row = batch.phase === 'running' ? nextRow(batch) : undefined
        if (!row) break
        await process(row, order)
      }
    } finally {
      isRunning = false
      letSleep()
    }
    if (studio.getState().batch.phase !== 'running') return
    change(finished)
    outlet.finish()
  }

  return {
    writesFolders: picker.showDirectoryPicker !== undefined,
    async start(wanted, to) {
      if (to === 'folder') {
        const folder = await picker.showDirectoryPicker?.({ mode: 'readwrite' }).catch(() => null)
        if (!folder) return
        outlet = folderOutlet(folder)
      } else outlet = zipOutlet()
      order = wanted
      change(started)
      await run()
    },
    pause() {
      change((batch) => stopped(batch, 'paused'))
      stopWork()
    },
    resume() {
      change(resumed)
      void run()
    },
    cancel() {
      change((batch) => stopped(batch, 'idle'))
      stopWork()
    },
    skip(id) {
      const wasWorking = rowOf(id)?.state.status === 'working'
      change((batch) => withSkipped(batch, id))
      if (wasWorking) stopWork()
    },
    retry(id) {
      change((batch) => withRetry(batch, id))
      if (studio.getState().batch.phase !== 'idle' || !order) return
      change(resumed)
      void run()
    },
    move: (id, step) => change((batch) => withMoved(batch, id, step)),
    deliver: () => outlet.finish(),
    dispose() {
      stopFollowing()
      stopWork()
    },
  }
}
