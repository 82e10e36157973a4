import type { Landing } from '../../chain/descriptor'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import type { JobContext } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { inlineExecutor } from '../render/executor'
import { measureEnvelope, type Upstream } from '../render/upstream'
import { excerptOf } from './excerpt'
import { landingPass } from './landing-pass'
import { LandingSearch, type Rehearsed } from './landing-search'
import { LoudnessModel } from './loudness-model'
import { maskingSteps } from './masking-steps'
import { ceilMargin, modelOf } from './solve-landing'
import { marginGrowthDb, overCeilingDb } from './true-peak-allowance'
import { typicalStretches } from './typical-stretches'

/** Three windows of this share of the track, */
const WINDOW_SHARE = 1 / 12
/** but so many seconds at least, and at most. */
const SHORTEST_SECONDS = 1
const LONGEST_SECONDS = 5
/** A track of fewer windows is rendered as quickly itself, and so little of it tells too little. */
const FEWEST_WINDOWS = 12
/** Passes over the excerpt. */
const TRIES = 8
/** Nearer drives are the same, dB: a pass over the whole corrects that. */
const NEAR_DB = 0.1
/** Farther from the target than this, LU, peaks tell nothing of the margin. */
const FAR_LU = 0.5
/** What loses less than this tells nothing of what the whole loses, dB. */
const LEAST_LOST_DB = 0.1
/** Drives farther apart tell a slope, dB; it is no flatter than this, LU per dB. */
const APART_DB = 0.03
const FLATTEST = 0.1

/**
 * Where a first pass over the whole (`first`, which gave `measuredLufs`) missed the target by much, the landing is solved on three typical
 * stretches instead of by more such passes: what they lose of a drive stands for what the whole loses, in proportion to what both
 * lost in that pass. null for a short track, and where that leads nowhere.
 */
export const rehearse = async (
  upstream: Pick<Upstream, 'audio' | 'envelope'>,
  recipe: Recipe,
  first: Landing,
  measuredLufs: number,
  kernels: Kernels,
  { checkpoint }: Pick<JobContext, 'checkpoint'>,
): Promise<Rehearsed | null> => {
  const { ceilingDbtp } = first
  const job: JobContext = { report: () => {}, checkpoint }
  const whole = modelOf(upstream, recipe)
  const steps = maskingSteps(recipe).filter((step) => step.budgetDb >= first.budgetDb)
  const search = new LandingSearch(whole, recipe.targetLufs, true, steps)
  const excerpt = await excerptFor(upstream, whole, first, kernels, job)
  if (!excerpt || whole.unlimitedLufs === null) return null
  const unlimitedLufs = whole.unlimitedLufs
  const { audio } = excerpt
  const model = new LoudnessModel(excerpt.envelope, null)
  const executor = inlineExecutor(kernels)
  const master = new MemoryPcmStore(audio.sampleRate, audio.channelCount, false)
  const wholeLostDb = first.driveDb + unlimitedLufs - measuredLufs
  let { driveDb, budgetDb, marginDb } = first
  let share: number | null = null
  let slope = 1
  let movedLu: number | null = null
  let before: { readonly driveDb: number; readonly lufs: number } | null = null
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      const tried = withLanding(recipe, { driveDb, budgetDb, marginDb }).landing
      const pass = await landingPass(excerpt, recipe, tried, model, master, kernels, executor, job)
      const lostDb = driveDb + (model.unlimitedLufs ?? 0) - (pass.result.integratedLufs ?? 0)
      if (!(lostDb > LEAST_LOST_DB)) return null
      share ??= wholeLostDb / lostDb
      const lufs = driveDb + unlimitedLufs - share * lostDb
      search.learn(driveDb, ceilingDbtp - marginDb, lufs, null)
      if (before && Math.abs(driveDb - before.driveDb) > APART_DB)
        slope = clamped((lufs - before.lufs) / (driveDb - before.driveDb))
      before = { driveDb, lufs }
      movedLu ??= recipe.targetLufs - lufs
      const isFar = Math.abs(lufs - recipe.targetLufs) > FAR_LU
      if (!isFar && overCeilingDb(pass.peaks, ceilingDbtp) > 0) {
        const grownDb = ceilMargin(marginDb + marginGrowthDb(pass.peaks, ceilingDbtp, 1))
        const nextDb = Math.min(MARGIN_DB_SPEC.max, grownDb)
        search.lowerThreshold(nextDb - marginDb)
        marginDb = nextDb
      }
      const proposal = await search.next(ceilingDbtp - marginDb, job)
      if (proposal.stoppedBy !== null || search.isExhausted) return null
      const isSame = proposal.budgetDb === budgetDb
      if (isSame && Math.abs(proposal.driveDb - driveDb) < NEAR_DB)
        return { proposal, marginDb, slope, movedLu }
      if (!isSame) {
        before = null
        movedLu = null
      }
      ;({ driveDb, budgetDb } = proposal)
    }
    return null
  } finally {
    master.release()
  }
}

/** Typical stretches as a track of their own; null of a short one. */
const excerptFor = async (
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  whole: LoudnessModel,
  { driveDb, ceilingDbtp, marginDb }: Landing,
  kernels: Kernels,
  job: JobContext,
): Promise<Upstream | null> => {
  const { lengthFrames, sampleRate } = audio
  const seconds = lengthFrames / sampleRate
  const windowSeconds = Math.min(
    LONGEST_SECONDS,
    Math.max(SHORTEST_SECONDS, seconds * WINDOW_SHARE),
  )
  if (seconds < FEWEST_WINDOWS * windowSeconds) return null
  const thresholdDbtp = ceilingDbtp - marginDb
  const stretches = typicalStretches(envelope, whole, driveDb, thresholdDbtp, windowSeconds)
  const excerpt = excerptOf(audio, stretches)
  const newStore = () => new MemoryPcmStore(sampleRate, 1, false)
  const measured = await measureEnvelope(excerpt, { kernels, job, newStore })
  return { key: '', audio: excerpt, envelope: measured, reductions: [] }
}

const clamped = (slope: number): number => Math.min(1, Math.max(FLATTEST, slope))
