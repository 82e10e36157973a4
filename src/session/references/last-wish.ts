import type { MatchWish } from '../../chain/match'
import { selectedRecipe } from '../../store/select'
import type { Studio } from '../../store/studio'
import type { RememberedWish } from '../../store/studio-state'

/** A night's rest: who comes back after it begins something new. */
const FORGOTTEN_AFTER_MS = 12 * 60 * 60 * 1000

/** What is wished now, for what is opened soon. */
export const remembered = ({ weights, amounts }: MatchWish): RememberedWish => ({
  weights,
  amounts,
  atMs: Date.now(),
})

/** The wish that a track is opened with at `nowMs`; null where it is too old to be meant. */
export const wishAt = (wish: RememberedWish | null, nowMs: number): MatchWish | null =>
  wish && nowMs - wish.atMs < FORGOTTEN_AFTER_MS ? wish : null

/**
 * Remembers what the selected track wishes of the references, as it is chosen, changed or undone: what is opened next
 * starts with it. Answers what ends that.
 */
export const rememberWish = (studio: Studio): (() => void) =>
  studio.subscribe((state, before) => {
    if (state.recipes === before.recipes && state.selectedId === before.selectedId) return
    const match = selectedRecipe(state)?.match
    // A track that is still being measured has no wish of its own yet.
    if (match === undefined || match === selectedRecipe(before)?.match) return
    studio.setState({ matchWish: match && remembered(match) })
  })
