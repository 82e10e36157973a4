import { RECIPE_VERSION, type Recipe } from '../../chain/recipe'

/** An empty chain with this target: enough to tell recipes apart. */
export const recipe = (targetLufs: number): Recipe => ({
  version: RECIPE_VERSION,
  destinationId: 'custom',
  targetLufs,
  leastGrade: null,
  match: null,
  style: { id: 'balanced', intensityPercent: 50 },
  approachId: 'balanced',
  modules: [],
  landing: { driveDb: 0, ceilingDbtp: -1, marginDb: 0, budgetDb: -60 },
  byHand: null,
})
