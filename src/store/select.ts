import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Recipe } from '../chain/recipe'
import type { JobState, StudioState } from './studio-state'
import type { TrackState } from './tracks'

/** The track that drives the page, if one is open. */
export const selectedTrack = (state: StudioState): TrackState | undefined =>
  state.tracks.find((track) => track.id === state.selectedId)

/** The wanted recipe of the selected track. */
export const selectedRecipe = (state: StudioState): Recipe | undefined =>
  state.selectedId === null ? undefined : state.recipes[state.selectedId]?.present

/** The job of a kind to show: the selected track's first, else any. */
export const visibleJob =
  (kind: JobState['kind']) =>
  (state: StudioState): JobState | undefined => {
    const jobs = state.jobs.filter((job) => job.kind === kind)
    return jobs.find((job) => job.trackId === state.selectedId) ?? jobs[0]
  }

/** The shown master was made from an older recipe than the wanted one. */
export const masterIsStale = (state: StudioState): boolean => {
  const track = selectedTrack(state)
  return track?.master != null && track.master.madeFrom !== selectedRecipe(state)
}

/** How audible the landing of the selected track's newest master is; null while that is not known, or cannot be. */
export const selectedDamage = (state: StudioState): DamageGrade | null => {
  const track = selectedTrack(state)
  return track?.damage && track.damage.of === track.master ? track.damage.grade : null
}
