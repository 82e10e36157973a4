import type { Analysis } from '../../analysis/analysis'
import { type MoveSetting, type MoveSettings, settingOf } from '../../chain/by-hand'
import { withLanding, withModule, withModuleAt } from '../../chain/edit-recipe'
import { ORDER_KEY, parameterKey, switchKey, withEdits, withEditsOf } from '../../chain/hand-edits'
import type { ParameterValue } from '../../chain/parameter'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { adopted } from '../../mastering/proposal/adopt'
import { approachOf } from '../../mastering/proposal/approaches'
import { CUSTOM_ID, destinationOf } from '../../mastering/proposal/destinations'
import { type Intent, initialIntent, intentOf } from '../../mastering/proposal/intent'
import { propose, recipeFrom } from '../../mastering/proposal/propose'

/** The recipe that a track starts with. */
export const firstRecipe = (analysis: Analysis): Recipe =>
  recipeFrom(propose(analysis, initialIntent(analysis)))

/** Same sound, other destination. Custom keeps the numbers that are set. */
export const withDestination = (recipe: Recipe, id: string): Recipe => {
  const destination = destinationOf(id)
  if (!destination || id === CUSTOM_ID) return { ...recipe, destinationId: CUSTOM_ID }
  return {
    ...withOwnLoudness(recipe),
    destinationId: id,
    targetLufs: destination.targetLufs + approachOf(recipe.approachId).targetOffsetLu,
    landing: { ...recipe.landing, ceilingDbtp: destination.ceilingDbtp },
  }
}

/** Who chooses a destination or a target follows no reference's loudness any more. */
const withOwnLoudness = (recipe: Recipe): Recipe => {
  const { match } = recipe
  if (!match) return recipe
  const amounts = { ...match.amounts, loudnessPercent: 0 }
  return { ...recipe, match: { ...match, amounts, ownTarget: null } }
}

/** A target of one's own, LUFS. */
export const withTarget = (recipe: Recipe, targetLufs: number): Recipe => ({
  ...withOwnLoudness(recipe),
  destinationId: CUSTOM_ID,
  targetLufs,
})

/** A ceiling of one's own, dBTP. */
export const withCeiling = (recipe: Recipe, ceilingDbtp: number): Recipe => ({
  ...withLanding(recipe, { ceilingDbtp }),
  destinationId: CUSTOM_ID,
})

/** Stop where the damage would grade below `leastGrade`; null = reach the target. */
export const withLeastGrade = (recipe: Recipe, leastGrade: number | null): Recipe => ({
  ...recipe,
  leastGrade,
})

/** Proposed anew for another intent or with moves set otherwise; what was set by hand lies over it. */
export const reproposed = (
  recipe: Recipe,
  analysis: Analysis,
  change: Partial<Intent>,
  moves?: MoveSettings,
): Recipe => {
  const known = adopted(recipe, analysis)
  const proposal = propose(analysis, { ...intentOf(recipe), ...change })
  const proposed = recipeFrom(proposal, moves ?? known.byHand?.moves)
  return withEditsOf(known, proposed)
}

/** The modules proposed anew for a style at an intensity (0…100); destination and target stay. */
export const withStyle = (
  recipe: Recipe,
  analysis: Analysis,
  styleId: string,
  intensityPercent: number,
): Recipe => reproposed(recipe, analysis, { styleId, intensityPercent })

/** Proposed in another of the three ways. A target of one's own stays; a destination's moves with the proposal. */
export const withApproach = (recipe: Recipe, analysis: Analysis, approachId: string): Recipe => {
  const offsetLu =
    approachOf(approachId).targetOffsetLu - approachOf(recipe.approachId).targetOffsetLu
  const targetLufs = recipe.targetLufs + (recipe.destinationId === CUSTOM_ID ? 0 : offsetLu)
  return reproposed(recipe, analysis, { approachId, targetLufs })
}

/** One move of the proposal accepted, declined or set to an amount; the others stay as they are. */
export const withMove = (
  recipe: Recipe,
  analysis: Analysis,
  moveId: string,
  change: Partial<MoveSetting>,
): Recipe => {
  const moves = adopted(recipe, analysis).byHand?.moves ?? {}
  const setting = { ...settingOf(moves, moveId), ...change }
  return reproposed(recipe, analysis, {}, { ...moves, [moveId]: setting })
}

/** The recipe with a module switched on or off by hand. */
export const withModuleOn = (recipe: Recipe, moduleId: string, on: boolean): Recipe =>
  withEdits(withModule(recipe, moduleId, { on }), [switchKey(moduleId)])

/** One parameter changed. Touching a module that is off switches it on: a moved control is meant to be heard. */
export const withParameter = (
  recipe: Recipe,
  moduleId: string,
  parameterId: string,
  value: ParameterValue,
): Recipe => {
  const wasOn = settingsOf(recipe, moduleId)?.on === true
  return withEdits(withModule(recipe, moduleId, { on: true, values: { [parameterId]: value } }), [
    parameterKey(moduleId, parameterId),
    ...(wasOn ? [] : [switchKey(moduleId)]),
  ])
}

/** One module moved within the chain, as near to `toIndex` as its placement allows; the very recipe where that moves nothing. */
export const withPlace = (recipe: Recipe, moduleId: string, toIndex: number): Recipe => {
  const moved = withModuleAt(recipe, moduleId, toIndex)
  return moved === recipe ? recipe : withEdits(moved, [ORDER_KEY])
}
