import type { Analysis } from '../../analysis/analysis'
import { withLanding, withModule } from '../../chain/edit-recipe'
import type { ParameterValue } from '../../chain/parameter'
import type { Recipe } from '../../chain/recipe'
import { CUSTOM_ID, destinationOf } from '../../mastering/proposal/destinations'
import { type Intent, initialIntent } from '../../mastering/proposal/intent'
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
    targetLufs: destination.targetLufs,
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

/** The modules proposed anew for a style at an intensity (0…100); destination and target stay. */
export const withStyle = (
  recipe: Recipe,
  analysis: Analysis,
  styleId: string,
  intensityPercent: number,
): Recipe => recipeFrom(propose(analysis, { ...intentOf(recipe), styleId, intensityPercent }))

/** What a recipe was made for. */
export const intentOf = ({
  destinationId,
  targetLufs,
  landing,
  leastGrade,
  style,
  match,
}: Recipe): Intent => ({
  destinationId,
  targetLufs,
  ceilingDbtp: landing.ceilingDbtp,
  leastGrade,
  styleId: style.id,
  intensityPercent: style.intensityPercent,
  match,
})

export const withModuleOn = (recipe: Recipe, moduleId: string, on: boolean): Recipe =>
  withModule(recipe, moduleId, { on })

/** One parameter changed. Touching a module that is off switches it on: a moved control is meant to be heard. */
export const withParameter = (
  recipe: Recipe,
  moduleId: string,
  parameterId: string,
  value: ParameterValue,
): Recipe => withModule(recipe, moduleId, { on: true, values: { [parameterId]: value } })
