import type { Engine } from '../../client/engine'
import { selectedTrack } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import type { MasterState } from '../../store/tracks'
import type { JobRunner } from './job-runner'

/**
 * Has the damage of the selected track's master graded once it is finished; a newer master begins anew. A grade that
 * was cancelled or failed is left out: the master is as good without it.
 */
export const createGrading = (
  studio: Studio,
  engine: Engine,
  jobs: JobRunner,
): { readonly dispose: () => void } => {
  const asked = new WeakSet<MasterState>()

  const follow = (state: StudioState): void => {
    const track = selectedTrack(state)
    const master = track?.master
    if (!track || !master || asked.has(master)) return
    asked.add(master)
    void grade(track.id, master)
  }

  const grade = async (id: string, master: MasterState): Promise<void> => {
    const end = await jobs.run(id, 'grading', (options) => engine.grade(id, options))
    const current = studio.trackOf(id)
    if (end === 'superseded' || !end.ok || current?.master !== master) return
    studio.patchTrack(id, { damage: { of: master, grade: end.value } })
  }

  const dispose = studio.subscribe((state, before) => {
    if (state.tracks !== before.tracks || state.selectedId !== before.selectedId) follow(state)
  })
  return { dispose }
}
