import type { Recipe } from '../../chain/recipe'
import type { PlaybackMix } from '../../monitor/page/player'
import type { StudioState } from '../../store/studio-state'

/** What a blind test plays: a signal, the recipe of the master, and both gains. */
export interface Audition extends PlaybackMix {
  readonly recipe: Recipe | null
  /** Linear: the reference is heard in its place; null: it is not. */
  readonly referenceGain: number | null
}

/** The page as a blind test has it: in stereo, round and round. */
export const auditionState = (state: StudioState, { referenceGain }: Audition): StudioState => ({
  ...state,
  listenTo: referenceGain === null ? 'master' : 'reference',
  output: 'stereo',
  loop: true,
})
