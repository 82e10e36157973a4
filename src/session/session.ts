import type { Engine } from '../engine/engine'
import type { TrackId } from '../engine/protocol'
import type { Player } from '../monitor/player'
import type { JobKind } from '../store/studio-state'
import { removeTrack, useStudio } from '../store/studio-store'
import { createDrawing } from './drawing'
import { createExporting, type Exporting } from './exporting'
import { createJobRunner } from './job-runner'
import { createListening, type Listening } from './listening'
import { createOpening, type Opening } from './opening'
import { createShaping, type Shaping } from './shaping'

/** What the page can do: the only code that touches the engine and the store. */
export interface Session extends Omit<Opening, 'reopenAll'>, Shaping, Listening, Exporting {
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
  const listening = createListening(player)
  const drawing = createDrawing(engine)
  const stopWatching = engine.onLost(opening.reopenAll)
  return {
    openFiles: opening.openFiles,
    openDemo: opening.openDemo,
    analyseAgain: opening.analyseAgain,
    release: opening.release,
    ...shaping,
    ...listening,
    ...createExporting(engine, jobs),
    select: (track) => useStudio.setState({ selectedId: track }),
    close(track) {
      jobs.drop(track)
      opening.release(track)
      removeTrack(track)
      engine.close(track)
    },
    cancel: jobs.cancel,
    dispose() {
      stopWatching()
      jobs.drop()
      drawing.disposeDrawing()
      listening.disposeListening()
      engine.dispose()
    },
  }
}
