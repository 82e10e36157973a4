import { selectedRecipe } from '../../store/select'
import type { Studio } from '../../store/studio'

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
    studio.setState({
      matchWish: match && { weights: match.weights, amounts: match.amounts },
    })
  })
