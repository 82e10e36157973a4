import { amplitudeToDb } from '../../core/decibels'
import { gradeLanding } from './grade-landing'
import { type Landed, land } from './land'
import { LoudnessModel } from './loudness-model'

/** Targets are tried on this grid. */
const STEPS_PER_LU = 10
/** Landings and grades that a search may take. */
const TRIES = 7
/** So near over the least grade it is good enough. */
const CLOSE = 0.03
/** Share of what is left that a guess always cuts off. */
const EDGE = 0.15
/** Grades are compared in hundredths: the last bits of a logarithm cannot choose another master. */
const GRADES = 100

/**
 * Lands on the target; where the recipe has a least grade, on the loudest target up to it whose master grades at least
 * that. The recipe that comes back keeps the target that was asked for.
 */
export const landWithinGrade: typeof land = async (upstream, recipe, master, kernels, ...rest) => {
  const [, , nextStage] = rest
  const { leastGrade } = recipe
  const landAt = async (steps: number): Promise<Landed> => {
    const targetLufs = recipe.targetLufs - steps / STEPS_PER_LU
    const landed = await land(upstream, { ...recipe, targetLufs }, master, kernels, ...rest)
    if (steps === 0) return landed
    const asked = { ...landed.recipe, targetLufs: recipe.targetLufs }
    return { ...landed, recipe: asked, stoppedBy: 'damage' }
  }
  const gradeOf = async ({ pass }: Landed): Promise<number> => {
    const graded = await gradeLanding(upstream, master, pass.integratedLufs, kernels, nextStage())
    return Math.round((graded?.grade ?? 0) * GRADES) / GRADES
  }
  const landed = await landAt(0)
  if (leastGrade === null) return landed
  const grade = await gradeOf(landed)
  const free = stepsToNoDamage(upstream, recipe.targetLufs, recipe.landing.ceilingDbtp)
  if (grade >= leastGrade || free <= 0) return landed

  let loud = { steps: 0, grade }
  let good = { steps: free, grade: 0 }
  let last = landed
  let lastSteps = 0
  for (let tries = 0; tries < TRIES && good.steps - loud.steps > 1; tries++) {
    const share = (leastGrade - loud.grade) / (good.grade - loud.grade)
    const inside = Math.min(1 - EDGE, Math.max(EDGE, share))
    const guess = Math.round(loud.steps + (good.steps - loud.steps) * inside)
    const steps = Math.min(good.steps - 1, Math.max(loud.steps + 1, guess))
    last = await landAt(steps)
    lastSteps = steps
    const tried = { steps, grade: await gradeOf(last) }
    if (tried.grade < leastGrade) loud = tried
    else good = tried
    if (good === tried && tried.grade - leastGrade <= CLOSE) break
  }
  return lastSteps === good.steps ? last : landAt(good.steps)
}

/** Steps under the target where level alone gets there, so that nothing is done to the sound. */
const stepsToNoDamage = (
  { envelope }: Parameters<typeof land>[0],
  targetLufs: number,
  ceilingDbtp: number,
): number => {
  const model = new LoudnessModel(envelope, null)
  const lufs = model.integratedLufs(0, Number.POSITIVE_INFINITY)
  if (lufs === null || !Number.isFinite(lufs)) return 0
  const unlimitedLufs = lufs + ceilingDbtp - amplitudeToDb(model.peak)
  return Math.ceil((targetLufs - unlimitedLufs) * STEPS_PER_LU) + 1
}
