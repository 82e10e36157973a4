import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { DeliverySettings } from '../../delivery/settings'
import type { QueueRecord } from '../../storage/queue-record'
import {
  type Batch,
  type BatchRow,
  EMPTY_BATCH,
  finished,
  hasStepped,
  nextRow,
  resumed,
  started,
  stopped,
  withChoice,
  withMoved,
  withRetry,
  withRowState,
  withSkipped,
} from '../../store/batch'
import type { BatchChoice } from '../../store/batch-choice'
import type { Studio } from '../../store/studio'
import type { JobRunner } from '../tracks/job-runner'
import type { Opening } from '../tracks/opening'
import { folderOutlet, type Outlet, zipOutlet } from './outlet'
import { processRow, type RowParts, stopRow } from './process-row'
import type { QueueMemory } from './queue-memory'
import { gathered } from './queue-rows'
import { takenUp } from './taken-up'

/** "Export all": one queue, one file at a time; a file that fails never stops the others. */
export interface BatchActions {
  /** Whether this browser lets a page write into a folder. */
  readonly writesFolders: boolean
  /** Masters every file anew. `folder` asks the person for one; nothing begins where that is declined. */
  start(settings: DeliverySettings, to: 'zip' | 'folder'): Promise<void>
  /** Goes on with a queue that a reload cut short, once `openTracks` has its tracks open again. */
  goOn(record: QueueRecord, openTracks: () => Promise<void>): Promise<void>
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
  /** What all rows are made into but those that have a choice of their own; null: as each track is set. */
  chooseForAll(change: Partial<BatchChoice>): void
  /** What a row is made into, ahead of what is chosen for all; null: as that. */
  choose(id: TrackId, change: Partial<BatchChoice>): void
  /** Hands out once more what is done. */
  deliver(): void
  dispose(): void
}

interface DirectoryPicker {
  showDirectoryPicker?(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>
}

/** A queue of the open files that follows what is opened and closed, until it is disposed of. */
export const createBatch = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
  opening: Pick<Opening, 'fileOf'>,
  memory: QueueMemory,
): BatchActions => {
  const picker = globalThis as DirectoryPicker
  /** How files of this run are written. */
  let order: DeliverySettings | null = null
  let target: 'zip' | 'folder' = 'zip'
  let outlet: Outlet = zipOutlet(null)
  let isRunning = false

  const parts: RowParts = { studio, engine, jobs, opening }

  const change = (step: (batch: Batch) => Batch): void =>
    studio.setState(({ batch }) => ({ batch: step(batch) }))
  const rowOf = (id: TrackId): BatchRow | undefined =>
    studio.getState().batch.rows.find((row) => row.id === id)
  const gather = (): void =>
    change((batch) => gathered(batch, studio.getState(), (id) => opening.fileOf(id)?.size ?? 0))
  const stopWork = (): void => stopRow(jobs)

  /** A queue that is being worked on outlives a reload; one that has ended does not. */
  const remember = ({ phase, rows, forAll }: Batch): void => {
    if (!order) return
    memory.write(phase === 'idle' ? null : { rows, settings: order, choice: forAll, to: target })
  }
  /** Where masters go; null: the person chose no folder. */
  const outletFor = async (to: 'zip' | 'folder'): Promise<Outlet | null> => {
    if (to === 'zip') return zipOutlet(await memory.masters())
    const folder = await picker.showDirectoryPicker?.({ mode: 'readwrite' }).catch(() => null)
    return folder ? folderOutlet(folder) : null
  }

  const stopFollowing = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.unopened !== before.unopened) gather()
    for (const { id, sentence } of state.unopened.slice(before.unopened.length))
      if (rowOf(id)?.state.status === 'waiting')
        change((batch) => withRowState(batch, id, { status: 'failed', sentence }))
    if (hasStepped(state.batch, before.batch)) remember(state.batch)
  })
  gather()

  const run = async (): Promise<void> => {
    if (isRunning || !order) return
    isRunning = true
    try {
      for (;;) {
        const { batch } = studio.getState()
        const row = batch.phase === 'running' ? nextRow(batch) : undefined
        if (!row) break
        await processRow(row, { settings: order, choice: batch.forAll }, outlet, parts)
      }
    } finally {
      isRunning = false
    }
    if (studio.getState().batch.phase !== 'running') return
    change(finished)
    outlet.finish()
  }

  return {
    writesFolders: picker.showDirectoryPicker !== undefined,
    async start(settings, to) {
      const chosen = await outletFor(to)
      if (!chosen) return
      outlet = chosen
      target = to
      order = settings
      change(started)
      await run()
    },
    async goOn(record, openTracks) {
      const chosen = await outletFor(record.to)
      if (!chosen) return
      await openTracks()
      outlet = chosen
      target = record.to
      order = record.settings
      const rows: BatchRow[] = []
      for (const row of record.rows) rows.push(await takenUp(row, chosen, studio))
      studio.setState({
        cutShort: null,
        batch: { ...EMPTY_BATCH, phase: 'running', rows, forAll: record.choice },
      })
      gather()
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
    chooseForAll: (choice) =>
      change((batch) => ({ ...batch, forAll: { ...batch.forAll, ...choice } })),
    choose: (id, choice) => change((batch) => withChoice(batch, id, choice)),
    deliver: () => outlet.finish(),
    dispose() {
      stopFollowing()
      stopWork()
    },
  }
}
