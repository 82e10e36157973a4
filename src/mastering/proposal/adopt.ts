import type { Analysis } from '../../analysis/analysis'
import type { MoveSettings } from '../../chain/by-hand'
import { differingKeys } from '../../chain/hand-edits'
import { type Recipe, settingsOf } from '../../chain/recipe'
import { intentOf } from './intent'
import type { Move, Proposal } from './proposal'
import { propose, recipeFrom } from './propose'

/**
 * A recipe that knows what in it is a proposal's and what was set by hand. One that does not (stored before that was
 * kept, or written elsewhere) is compared with what would be proposed: moves that it has not are declined,
 * whatever else differs was set by hand.
 */
export const adopted = (recipe: Recipe, analysis: Analysis): Recipe => {
  if (recipe.byHand) return recipe
  const proposal = propose(analysis, intentOf(recipe))
  const moves = movesIn(recipe, proposal)
  const edits = differingKeys(recipe, recipeFrom(proposal, moves))
  return { ...recipe, byHand: { moves, edits } }
}

const movesIn = (recipe: Recipe, { moves }: Proposal): MoveSettings => {
  const missing = moves.filter((move) => !isIn(recipe, move))
  return Object.fromEntries(missing.map(({ id }) => [id, { on: false, amountPercent: 100 }]))
}

/** A move counts as there where most of what it sets is. */
const isIn = (recipe: Recipe, { change }: Move): boolean => {
  if (change.kind !== 'module') return true
  const settings = settingsOf(recipe, change.moduleId)
  const set = Object.entries(change.values)
  const same = set.filter(([key, value]) => settings?.values[key] === value)
  return same.length > set.length / 2
}
