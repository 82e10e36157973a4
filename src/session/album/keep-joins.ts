import { isFound } from '../../analysis/findings/finding'
import type { TrackId } from '../../core/track'
import { adopted } from '../../mastering/proposal/adopt'
import { albumTracks, entryOf } from '../../store/album'
import type { Studio } from '../../store/studio'
import type { StudioState } from '../../store/studio-state'
import { joinedSentence } from '../../words/album-words'
import type { Editing } from '../tracks/editing'
import { withMove } from '../tracks/recipe-changes'

/** An edge of a track that the album lays against another track; the move that would fade it. */
interface JoinedEdge {
  readonly trackId: TrackId
  readonly edge: 'head-cut' | 'tail-cut'
}

/**
 * Where the album leaves no pause between two tracks a cut edge is meant: the fade that is proposed there is declined when they are joined,
 * also before, unless a person answered it. Answers what ends that.
 */
export const keepJoins = (studio: Studio, editing: Pick<Editing, 'edit'>): (() => void) => {
  for (const joined of joinedEdges(studio.getState())) leave(joined, studio, editing)
  return studio.subscribe((state, before) => {
    if (state.album === before.album && state.recipes === before.recipes) return
    const known = joinedEdges(before)
    const isKnown = ({ trackId, edge }: JoinedEdge): boolean =>
      known.some((other) => other.trackId === trackId && other.edge === edge)
    for (const joined of joinedEdges(state)) if (!isKnown(joined)) leave(joined, studio, editing)
  })
}

/** Of tracks of which both have a recipe. */
const joinedEdges = ({
  album,
  tracks,
  recipes,
}: Pick<StudioState, 'album' | 'tracks' | 'recipes'>): readonly JoinedEdge[] => {
  const ordered = albumTracks(album, tracks)
  return ordered.flatMap(({ id }, at): readonly JoinedEdge[] => {
    const before = ordered[at - 1]
    const isJoined = before && entryOf(album, id).gapBeforeS <= 0
    return isJoined && recipes[before.id] && recipes[id]
      ? [
          { trackId: before.id, edge: 'tail-cut' },
          { trackId: id, edge: 'head-cut' },
        ]
      : []
  })
}

const leave = (
  { trackId, edge }: JoinedEdge,
  studio: Studio,
  editing: Pick<Editing, 'edit'>,
): void => {
  const { analysis, name } = studio.trackOf(trackId) ?? {}
  const recipe = studio.getState().recipes[trackId]?.present
  if (!analysis || !recipe || name === undefined || !isFound(analysis, edge)) return
  if (adopted(recipe, analysis).byHand?.moves[edge] !== undefined) return
  editing.edit(trackId, `joined ${edge}`, (now) => withMove(now, analysis, edge, { on: false }))
  studio.notify('note', joinedSentence(name, edge))
}
