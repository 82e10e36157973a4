import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import type { MasterState } from '../../store/tracks'
import type { JobRunner } from './job-runner'

export interface Grading {
  /** Grades the newest master of a track, whose grade was cancelled. */
  gradeAgain(track: TrackId): Promise<void>
  dispose(): void
}

/**
 * Has the damage of the selected track's master graded once it is finished; a newer master begins anew. A grade that
 * failed is left out, and one that was cancelled until it is asked for: the master is as good without it.
 */
export const createGrading = (studio: Studio, engine: Engine, jobs: JobRunner): Grading => {
  const asked = new WeakSet<MasterState>()

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    const master = track?.master
    if (!track || !master || asked.has(master)) return
    asked.add(master)
    void grade(track.id, master)
  }

  const grade = async (id: TrackId, master: MasterState): Promise<void> => {
    const end = await jobs.run(id, 'grading', (options) => engine.grade(id, options))
    const current = studio.trackOf(id)
    if (end === 'superseded' || current?.master !== master) return
    const isStopped = !end.ok && end.error.code === 'cancelled'
    if (end.ok || isStopped)
      studio.patchTrack(id, { damage: { of: master, grade: end.ok ? end.value : null, isStopped } })
  }

  const dispose = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.selectedId !== before.selectedId) follow(state)
  })
  return {
    async gradeAgain(id) {
      const master = studio.trackOf(id)?.master
      if (master) await grade(id, master)
    },
    dispose,
  }
}
