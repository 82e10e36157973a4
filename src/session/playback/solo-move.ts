import type { Analysis } from '../../analysis/analysis'
import { settingOf } from '../../chain/by-hand'
import { withModule } from '../../chain/edit-recipe'
import { freshSettings, type Recipe } from '../../chain/recipe'
import { descriptorOf } from '../../chain/registry'
import { adopted } from '../../mastering/proposal/adopt'
import { valuesAt } from '../../mastering/proposal/amount'
import { intentOf } from '../../mastering/proposal/intent'
import type { ModuleMove } from '../../mastering/proposal/proposal'
import { propose } from '../../mastering/proposal/propose'
import { selectedRecipe, selectedTrack } from '../../store/select'
import type { StudioState } from '../../store/studio-state'
import type { LiveRecipe } from './live-recipe'

/** What the page's state becomes when only this move is to be heard; null: the whole chain. */
export const soloOf = (
  state: StudioState,
  moveId: string | null,
): Pick<StudioState, 'soloId' | 'soloMoveId'> => {
  const [analysis, recipe] = [selectedTrack(state)?.analysis, selectedRecipe(state)]
  const change = moveId !== null && analysis && recipe && changeOf(recipe, analysis, moveId)
  return change
    ? { soloId: change.moduleId, soloMoveId: moveId }
    : { soloId: null, soloMoveId: null }
}

/** What the player makes: the whole chain, or one in which a module does nothing but what one move sets, at its amount. */
export const heardOf = (state: StudioState, live: LiveRecipe | null): Recipe | null => {
  const analysis = selectedTrack(state)?.analysis
  const { soloMoveId } = state
  if (!live || !analysis || soloMoveId === null) return live?.recipe ?? null
  const { recipe } = live
  const change = changeOf(recipe, analysis, soloMoveId)
  const descriptor = change && descriptorOf(change.moduleId)
  if (!change || !descriptor) return recipe
  const { amountPercent } = settingOf(adopted(recipe, analysis).byHand?.moves ?? {}, soloMoveId)
  const modules = recipe.modules.map((settings) =>
    settings.id === descriptor.id ? freshSettings(descriptor, true) : settings,
  )
  const values = valuesAt(change, amountPercent)
  return withModule({ ...recipe, modules }, descriptor.id, { on: true, values })
}

/** undefined where no such move is proposed, or it moves only the level. */
const changeOf = (recipe: Recipe, analysis: Analysis, moveId: string): ModuleMove | undefined => {
  const { moves } = propose(analysis, intentOf(recipe))
  const change = moves.find(({ id }) => id === moveId)?.change
  return change?.kind === 'module' ? change : undefined
}
