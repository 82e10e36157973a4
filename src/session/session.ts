import type { Engine } from '../engine/engine'
import type { TrackId } from '../engine/protocol'
import type { Player } from '../monitor/page/player'
import type { JobKind } from '../store/studio-state'
import { removeTrack, useStudio } from '../store/studio-store'
import { type BlindTesting, createBlindTesting } from './playback/blind-testing'
import { createPlayback, type Playback } from './playback/playback'
import { createRenderedMasters } from './playback/rendered-masters'
import { createSpectra } from './playback/spectra'
import { createStorageActions, type StorageActions } from './storage/storage-actions'
import { createEditing, type Editing } from './tracks/editing'
import { createExporting, type Exporting } from './tracks/exporting'
import { createJobRunner } from './tracks/job-runner'
import { createOpening, type Opening } from './tracks/opening'

/** What the page can do: the only code that touches the engine and the store. */
export interface Session
  extends Pick<Opening, 'openDemo' | 'analyseAgain' | 'release'>,
    Editing,
    Playback,
    Exporting,
    BlindTesting,
    StorageActions {
  /** Opens files in order; one whose stored work waits for it goes on where it was. */
  openFiles(files: readonly File[]): void
  select(track: TrackId): void
  /** Closes a track: its jobs end, its audio is released. */
  close(track: TrackId): void
  cancel(track: TrackId, kind: JobKind): void
  dispose(): void
}

export const createSession = (engine: Engine, player: Player): Session => {
  const jobs = createJobRunner()
  const editing = createEditing(engine, jobs)
  const opening = createOpening(engine, jobs, editing)
  const rendered = createRenderedMasters()
  const playback = createPlayback(engine, player, rendered)
  const spectra = createSpectra(engine)
  const { claim, disposeStorage, ...storageActions } = createStorageActions(opening)
  const stopWatching = engine.onLost(opening.reopenAll)
  return {
    openFiles: (files) => opening.openFiles(files, claim),
    openDemo: opening.openDemo,
    analyseAgain: opening.analyseAgain,
    release: opening.release,
    ...editing,
    ...storageActions,
    ...playback,
    ...createExporting(engine, jobs),
    ...createBlindTesting(engine, jobs, editing, rendered),
    select: (track) => useStudio.setState({ selectedId: track }),
    close(track) {
      jobs.drop(track)
      opening.release(track)
      removeTrack(track)
      engine.close(track)
      void storageActions.forgetSaved([track])
    },
    cancel: jobs.cancel,
    dispose() {
      stopWatching()
      rendered.dispose()
      jobs.drop()
      spectra.disposeSpectra()
      disposeStorage()
      playback.disposePlayback()
      engine.dispose()
    },
  }
}
