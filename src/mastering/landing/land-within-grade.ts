import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { Kernels } from '../../dsp/kernels'
import type { Executor } from '../render/executor'
import type { Upstream } from '../render/upstream'
import { gradeLanding } from './grade-landing'
import { type Landed, type LandingStart, land } from './land'
import { landLeastDamage } from './land-least-damage'
import { LoudnessModel } from './loudness-model'
import { lowBandOf } from './low-band-landing'
import type { MasterTries } from './master-tries'

/** Targets are tried on this grid. */
const STEPS_PER_LU = 10
/** Landings and grades that a search may take. */
const TRIES = 7
/** So near over the least grade it is good enough. */
const CLOSE = 0.05
/** Share of what is left that a guess always cuts off. */
const EDGE = 0.1
/** Grades do not fall evenly: where one fails by less than BUMP, so much louder is tried once more, LU. */
const BUMP = 0.1
const BEYOND_LU = 0.5
/** Grades are compared in hundredths: the last bits of a logarithm cannot choose another master. */
const GRADES = 100
/** Nobody asked for the loudness of a try: it counts where it came out. */
const SETTLED_LU = 0.3

interface Tried {
  /** As it came out. */
  readonly lufs: number
  /** Of the grade that is lost: nearly straight in loudness, from where it begins. */
  readonly hurt: number
}

/**
 * Lands on the target; where the recipe has a least grade and the target costs more, on the loudest master that grades at least
 * that. The recipe that comes back keeps the target that was asked for; the master is what `tries` keep.
 */
export const landWithinGrade = async (
  upstream: Upstream,
  recipe: Recipe,
  tries: MasterTries,
  kernels: Kernels,
  executor: Executor,
  whole: Pick<JobContext, 'checkpoint'>,
  nextStage: () => JobContext,
): Promise<Landed> => {
  const landOn = (lufs: number, from?: LandingStart): Promise<Landed> =>
    land(
      upstream,
      { ...recipe, targetLufs: lufs },
      tries.next,
      kernels,
      executor,
      whole,
      nextStage,
      from,
    )
  const { leastGrade, targetLufs } = recipe
  const gradeOf = async ({ pass }: Landed, master = tries.next): Promise<number> => {
    const { integratedLufs } = pass
    const graded = await gradeLanding(upstream, master, integratedLufs, kernels, nextStage(), {
      executor,
    })
    return Math.round((graded?.grade ?? 0) * GRADES) / GRADES
  }
  const onTarget = (from: LandingStart): Promise<Landed> => landOn(targetLufs, from)
  const first = await landLeastDamage(recipe, tries, onTarget, gradeOf)
  const { landed } = first
  if (leastGrade === null) return landed
  const grade = first.grade ?? (await gradeOf(landed, tries.best))
  const loudLufs = landed.pass.integratedLufs ?? targetLufs
  const freeLufs = lufsWithoutDamage(upstream, recipe.landing.ceilingDbtp)
  if (grade >= leastGrade || freeLufs === null || freeLufs >= loudLufs) return landed

  const { marginDb } = landed.recipe.landing
  const start = { marginDb, lowBand: lowBandOf(landed.recipe.landing), settledLu: SETTLED_LU }
  const landAt = async (lufs: number): Promise<Landed> => {
    const tried = await landOn(lufs, start)
    return { ...tried, recipe: { ...tried.recipe, targetLufs }, stoppedBy: 'damage' }
  }
  const allowed = hurtOf(leastGrade)
  let loud: Tried = { lufs: loudLufs, hurt: hurtOf(grade) }
  let good: Tried = { lufs: freeLufs, hurt: 0 }
  let kept: Landed | null = null
  const targets = new Set<number>()
  // An end that stays while the other moves twice counts half (Illinois rule).
  let weights = { loud: 1, good: 1 }
  let bump: Tried | null = null
  for (let count = 0; count < TRIES && loud.lufs - good.lufs > 1.5 / STEPS_PER_LU; count++) {
    const over = (loud.hurt - allowed) * weights.loud
    const under = (allowed - good.hurt) * weights.good
    const share = Math.min(1 - EDGE, Math.max(EDGE, under / (over + under)))
    const guess = bump ? bump.lufs + BEYOND_LU : good.lufs + (loud.lufs - good.lufs) * share
    const target = onGrid(guess)
    if (targets.has(target)) break
    targets.add(target)
    const last = await landAt(target)
    const { integratedLufs } = last.pass
    const tried = await gradeOf(last)
    const known = { lufs: integratedLufs ?? target, hurt: hurtOf(tried) }
    if (tried < leastGrade) {
      const hasRoom = known.lufs + 2 * BEYOND_LU < loud.lufs
      if (!bump && leastGrade - tried <= BUMP && hasRoom) {
        bump = known
        continue
      }
      loud = bump ?? known
      bump = null
      weights = { loud: 1, good: weights.good / 2 }
    } else {
      bump = null
      good = known
      kept = last
      tries.keep()
      weights = { loud: weights.loud / 2, good: 1 }
      if (tried - leastGrade <= CLOSE) break
    }
  }
  if (kept) return kept
  const free = await landAt(freeLufs)
  tries.keep()
  return free
}

const hurtOf = (grade: number): number => Math.sqrt(Math.max(0, -grade))
const onGrid = (lufs: number): number => Math.round(lufs * STEPS_PER_LU) / STEPS_PER_LU

/** LUFS that level alone reaches, so that nothing is done to the sound; null where there is none. On the grid, from below. */
const lufsWithoutDamage = ({ envelope }: Upstream, ceilingDbtp: number): number | null => {
  const model = new LoudnessModel(envelope, null)
  const lufs = model.integratedLufs(0, Number.POSITIVE_INFINITY)
  if (lufs === null || !Number.isFinite(lufs)) return null
  const reached = lufs + ceilingDbtp - amplitudeToDb(model.peak)
  return (Math.floor(reached * STEPS_PER_LU) - 1) / STEPS_PER_LU
}
