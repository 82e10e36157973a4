import type { Analysis } from '../../analysis/analysis'
import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { Studio } from '../../store/studio'
import { firstRecipe } from '../tracks/recipe-changes'

/** The recipe that a newly opened track starts with. */
export type StartingRecipe = (track: TrackId, analysis: Analysis) => Promise<Recipe>

/**
 * As proposed; where references were followed last, this track follows them by the same weights and amounts: what is
 * worked on in one go belongs together, and a reload does not end that.
 */
export const createStartingRecipe =
  (studio: Studio, engine: Engine): StartingRecipe =>
  async (track, analysis) => {
    const first = firstRecipe(analysis)
    const { matchWish: wish, references: shelf } = studio.getState()
    const isFollowed = ({ id }: { readonly id: string }) => (wish?.weights[id] ?? 0) > 0
    const name = studio.trackOf(track)?.name
    if (!wish || name === undefined || !shelf.some(isFollowed)) return first
    const about = { name, date: new Date().toISOString() }
    const measured = await engine.fingerprint(track, 'original', analysis, about, {
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    if (!measured.ok) return first
    const fingerprint = measured.value
    studio.patchTrack(track, { fingerprint })
    const { references } = studio.getState()
    const { withMatch } = await import('./match-recipe')
    return withMatch(first, { analysis, fingerprint }, references, () => wish)
  }
