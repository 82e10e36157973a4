import type { Analysis } from '../../analysis/analysis'
import { withLanding } from '../../chain/edit-recipe'
import type { Recipe } from '../../chain/recipe'
import { MARGIN_DB_SPEC } from '../../chain/target-specs'
import type { JobContext } from '../../core/job'
import type { PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { Executor } from '../render/executor'
import type { ReductionSeries } from '../render/reduction-series'
import type { Upstream } from '../render/upstream'
import { landingPass, type PassResult } from './landing-pass'
import type { Proposal } from './landing-search'
import { ALL_TURNED_DOWN, type LowBandLanding } from './low-band-landing'
import { rehearse } from './rehearse'
import type { DriveAnswer } from './solve-drive'
import { ceilMargin, expectedMargin, searchOf } from './solve-landing'
import { marginGrowthDb, overCeilingDb } from './true-peak-allowance'
import type { BeforeLanding } from './verdict'

export interface Landed {
  /** The recipe given, with the landing that `master` was made with. */
  readonly recipe: Recipe
  readonly pass: PassResult
  readonly analysis: Analysis
  /** Of the landing part's modules. */
  readonly reductions: readonly ReductionSeries[]
  /** 16 × 128 */
  readonly truePeakDbtp: number
  readonly stoppedBy: DriveAnswer['stoppedBy'] | 'damage'
  /** What was there before. */
  readonly before: BeforeLanding
  /** Real passes it took. */
  readonly passes: number
}

/** What another landing of the same track has taught, and how near is near enough. */
export interface LandingStart {
  readonly marginDb?: number
  readonly settledLu?: number
  /** Absent: the low band is not turned down alone. */
  readonly lowBand?: LowBandLanding
}

/** As a rule one or two; more only where the limiter answers the drive in a way that nothing foretold. */
const PASSES = 12
/** Nearer than this is settled: inside the 0.05 LU of a hit, with room for another meter's rounding. */
const SETTLED_LU = 0.04
/** A first pass this far off was foretold by too little: what comes next is tried on an excerpt, LU. */
const REHEARSED_LU = 0.25

/**
 * Solves the landing on the envelope, renders it into `master`, and corrects both from what the real
 * pass measured, until loudness and true peak are what they have to be. The landing that the recipe arrives
 * with is not looked at: landing a landed recipe again gives the same bytes.
 */
export const land = async (
  upstream: Upstream,
  asked: Recipe,
  master: PcmStore,
  kernels: Kernels,
  executor: Executor,
  whole: Pick<JobContext, 'checkpoint'>,
  nextStage: () => JobContext,
  { marginDb: startMarginDb, settledLu = SETTLED_LU, lowBand = ALL_TURNED_DOWN }: LandingStart = {},
): Promise<Landed> => {
  const recipe = withLanding(asked, lowBand)
  const { targetLufs } = recipe
  const { ceilingDbtp } = recipe.landing
  const { model, search } = searchOf(upstream, recipe)
  let marginDb =
    startMarginDb ?? (await expectedMargin(model, search, upstream, recipe, kernels, whole))
  let overshoots = 0
  let nearest: (Proposal & { readonly missLu: number; readonly marginDb: number }) | null = null
  let isLast = false
  for (let passes = 1; ; passes++) {
    const thresholdDbtp = ceilingDbtp - marginDb
    const job = nextStage()
    const proposal: Proposal = isLast && nearest ? nearest : await search.next(thresholdDbtp, job)
    const { driveDb, budgetDb, stoppedBy } = proposal
    const { landing } = withLanding(recipe, { driveDb, budgetDb, marginDb })
    const rendered = await landingPass(
      upstream,
      recipe,
      landing,
      model,
      master,
      kernels,
      executor,
      job,
    )
    const { result: pass, analysis, reductions } = rendered
    const measuredLufs = finite(pass.integratedLufs, targetLufs)
    search.learn(landing.driveDb, thresholdDbtp, measuredLufs, rendered.turnedDown)
    const overDb = overCeilingDb(rendered.peaks, ceilingDbtp)
    // What is over will be turned down, and be quieter by as much.
    const missLu = Math.abs(measuredLufs - Math.max(0, overDb) - targetLufs)
    if (!nearest || missLu < nearest.missLu) nearest = { ...proposal, missLu, marginDb }
    const isEnd =
      passes >= PASSES + overshoots ||
      search.isExhausted ||
      (isBound(stoppedBy) && measuredLufs < targetLufs)
    // Driven harder, some sound gets no louder: then back to where it came nearest.
    const isFarther = missLu > nearest.missLu + settledLu
    const isLevel =
      Math.abs(measuredLufs - targetLufs) <= settledLu || isLast || (isEnd && !isFarther)
    if (isEnd && isFarther && !isLast) {
      isLast = true
      marginDb = nearest.marginDb
      continue
    }
    if (isLevel && (overDb <= 0 || marginDb >= MARGIN_DB_SPEC.max))
      return {
        recipe: { ...recipe, landing },
        pass,
        analysis,
        reductions,
        truePeakDbtp: analysis.truePeakDbtp,
        stoppedBy: stoppedBy ?? (search.isExhausted ? 'saturated' : null),
        before: model.before,
        passes,
      }
    const aimLower = (byDb: number): void => {
      const nextDb = Math.min(MARGIN_DB_SPEC.max, ceilMargin(marginDb + byDb))
      search.lowerThreshold(nextDb - marginDb)
      marginDb = nextDb
    }
    const isFar = passes === 1 && !stoppedBy && Math.abs(measuredLufs - targetLufs) > REHEARSED_LU
    const rehearsed = isFar
      ? await rehearse(upstream, recipe, landing, measuredLufs, kernels, job)
      : null
    if (overDb > 0) aimLower(marginGrowthDb(rendered.peaks, ceilingDbtp, ++overshoots))
    if (!rehearsed) continue
    if (rehearsed.marginDb > marginDb) aimLower(rehearsed.marginDb - marginDb)
    search.adopt(rehearsed)
  }
}

/** Nothing is beyond: the model may be wrong about what gets no louder, but not about these. */
const isBound = (stoppedBy: DriveAnswer['stoppedBy']): boolean =>
  stoppedBy === 'limiter-off' || stoppedBy === 'drive-range'

/** What cannot be measured is where it should be. */
const finite = (lufs: number | null, otherwise: number): number =>
  lufs !== null && Number.isFinite(lufs) ? lufs : otherwise
