import type { Engine } from '../engine/engine'
import type { TrackId } from '../engine/protocol'
import type { Player } from '../monitor/page/player'
import type { JobKind } from '../store/studio-state'
import { removeTrack, useStudio } from '../store/studio-store'
import { type BlindTesting, createBlindTesting } from './playback/blind-testing'
import { createListening, type Listening } from './playback/playback'
import { createRenderedMasters } from './playback/rendered-masters'
import { createDrawing } from './playback/spectra'
import { createStoredWork, type StoredWork } from './storage/storage-actions'
import { createShaping, type Shaping } from './tracks/editing'
import { createExporting, type Exporting } from './tracks/exporting'
import { createJobRunner } from './tracks/job-runner'
import { createOpening, type Opening } from './tracks/opening'

/** What the page can do: the only code that touches the engine and the store. */
export interface Session
  extends Pick<Opening, 'openDemo' | 'analyseAgain' | 'release'>,
    Shaping,
    Listening,
    Exporting,
    BlindTesting,
    StoredWork {
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
  const shaping = createShaping(engine, jobs)
  const opening = createOpening(engine, jobs, shaping)
  const rendered = createRenderedMasters()
  const listening = createListening(engine, player, rendered)
  const drawing = createDrawing(engine)
  const { adopt, disposeStoredWork, ...storedWork } = createStoredWork(opening)
  const stopWatching = engine.onLost(opening.reopenAll)
  return {
    openFiles: (files) => opening.openFiles(files, adopt),
    openDemo: opening.openDemo,
    analyseAgain: opening.analyseAgain,
    release: opening.release,
    ...shaping,
    ...storedWork,
    ...listening,
    ...createExporting(engine, jobs),
    ...createBlindTesting(engine, jobs, shaping, rendered),
    select: (track) => useStudio.setState({ selectedId: track }),
    close(track) {
      jobs.drop(track)
      opening.release(track)
      removeTrack(track)
      engine.close(track)
      void storedWork.forgetKept([track])
    },
    cancel: jobs.cancel,
    dispose() {
      stopWatching()
      rendered.dispose()
      jobs.drop()
      drawing.disposeDrawing()
      disposeStoredWork()
      listening.disposeListening()
      engine.dispose()
    },
  }
}
