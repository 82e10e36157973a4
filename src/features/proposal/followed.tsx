import type { TrackId } from '../../core/track'
import { useSession } from '../../session/use-session'
import { selectedRecipe } from '../../store/select'
import { useStudio } from '../../store/use-studio'

/** Which references the proposal follows, and the way out; nothing where it follows none. */
export const Followed = ({ track }: { readonly track: TrackId }) => {
  const session = useSession()
  const references = useStudio((state) => state.references)
  const weights = useStudio((state) => selectedRecipe(state)?.match?.weights)
  const names = references.filter(({ id }) => (weights?.[id] ?? 0) > 0).map(({ name }) => name)
  const [first] = names
  if (first === undefined) return null
  const others = names.length - 1
  return (
    <p className="followed">
      <span title={names.join(', ')}>
        Matched to {first}
        {others > 0 ? ` and ${others} more` : ''}
      </span>
      <button
        type="button"
        className="link"
        title="Follow no reference with this track; they stay on the shelf"
        onClick={() => session.references.leave(track)}
      >
        Don’t match
      </button>
    </p>
  )
}
