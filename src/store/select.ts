import type { DamageGrade } from '../analysis/damage/grade-damage'
import type { Fingerprint } from '../analysis/fingerprint/fingerprint'
import type { Recipe } from '../chain/recipe'
import type { Reference } from './reference'
import type { Heard, JobState, StudioState } from './studio-state'
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

/** Was the grade of the selected track's newest master cancelled? */
export const selectedGradeIsStopped = (state: StudioState): boolean => {
  const track = selectedTrack(state)
  return track?.damage?.of === track?.master && track?.damage?.isStopped === true
}

/** The reference to listen to: of those whose audio is here, the one that counts most for the selected track. */
export const heardReference = (state: StudioState): Reference | undefined => {
  const weights = selectedRecipe(state)?.match?.weights ?? {}
  const [heaviest] = state.references
    .filter(({ id }) => state.audibleReferences.includes(id))
    .toSorted((a, b) => (weights[b.id] ?? 0) - (weights[a.id] ?? 0))
  return heaviest
}

/** What is heard as the live meters have it: a reference is played as an original of its own. */
export const measuredSignal = (listenTo: Heard): 'original' | 'master' =>
  listenTo === 'original' || listenTo === 'reference' ? 'original' : 'master'

/** Whose loop it is that is set and repeated: the reference's while one is heard, else the selected track's. */
export const loopedId = (state: StudioState): string | null =>
  state.heardReferenceSeconds === null ? state.selectedId : (heardReference(state)?.id ?? null)

/** The reference that counts most for the selected track; undefined where it follows none. */
export const heaviestReference = (state: StudioState): Reference | undefined => {
  const weights = selectedRecipe(state)?.match?.weights ?? {}
  const weightOf = ({ id }: Reference): number => weights[id] ?? 0
  return state.references
    .filter((reference) => weightOf(reference) > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a))[0]
}

/** The fingerprint of the selected track's newest master; null while that is not measured. */
export const masterFingerprint = (state: StudioState): Fingerprint | null => {
  const track = selectedTrack(state)
  return track?.masterFingerprint && track.masterFingerprint.of === track.master
    ? track.masterFingerprint.fingerprint
    : null
}
