import type { Analysis } from '../../analysis/analysis'
import { joinPeak } from '../../analysis/measured-segment'
import { segmentsOf } from '../../analysis/segments'
import { Chain } from '../../chain/chain'
import type { CancelledPeaks, Landing } from '../../chain/descriptor'
import { LIMITER_ID } from '../../chain/limiter-split'
import type { Recipe } from '../../chain/recipe'
import { amplitudeToDb } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import { joinedDoubles } from '../../core/joined'
import { monoOrStereo } from '../../core/pcm'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import { maskingOf } from '../../dsp/dynamics/masked-limiter'
import type { Kernels } from '../../dsp/kernels'
import { type Executor, measurementsOf } from '../render/executor'
import { measuredTrack, measureTasks } from '../render/measure-track'
import type { ReductionSeries } from '../render/reduction-series'
import { type PartSpec, PIECE_FRAMES, type RenderPlan, type Task } from '../render/render-plan'
import type { Upstream } from '../render/upstream'
import { limiterParamsOf } from './limiter-settings'
import type { LoudnessModel } from './loudness-model'
import type { FrameReductions } from './repeated-gains'
import type { ReadPeaks } from './true-peak-allowance'

/** What one real pass gave. */
export interface PassResult {
  /** LUFS; −Infinity when silent, null below 400 ms. */
  readonly integratedLufs: number | null
  /** dB ≥ 0 */
  readonly maximumReductionDb: number
  /** dB ≥ 0, over the steps that count for the loudness of the un-limited signal. */
  readonly averageReductionDb: number
  /** Share of the track, 0…1. */
  readonly limitedShare: number
  /** By how much the low band alone was turned down; null where it never is. */
  readonly lowBand: LowBandReduction | null
  readonly cancelled: CancelledPeaks
}

/** What the limiter took off the low band alone. */
export interface LowBandReduction {
  /** dB ≥ 0 */
  readonly maximumDb: number
  /** dB ≥ 0, as the average of all is, by the largest of each 100 ms. */
  readonly averageDb: number
}

/** Less reduction than this is not called limiting. */
const LIMITED_DB = 0.1

/** Renders the landing part of `recipe` over `upstream` into `master` (overwritten), and measures all of it meanwhile. */
export const landingPass = async (
  upstream: Upstream,
  recipe: Recipe,
  landing: Landing,
  model: LoudnessModel,
  master: PcmStore,
  kernels: Kernels,
  executor: Executor,
  job: JobContext,
): Promise<LandingPass> => {
  const { audio } = upstream
  const { sampleRate, lengthFrames } = audio
  const tasks = measureTasks(lengthFrames, sampleRate, true)
  const depthsDb = await foundDepths(audio, recipe, landing, executor, job)
  const whole = { modules: recipe.modules, landing, depthsDb, part: 'from-limiter' } as const
  const planFor = (workers: number): RenderPlan => ({
    lengthFrames,
    // Where depths were found, the limiter both turns down and cancels.
    ...(workers > 1 && depthsDb
      ? inHalves(whole, audio, kernels)
      : { parts: [whole], latencyFrames: 0 }),
    tasks,
  })
  const done = await executor.run(planFor, { source: audio, target: master }, job)
  const reductions = new Reductions(model, lengthFrames)
  for (let piece = 0; piece < done.reductionsDb.length; piece++) {
    const start = piece * PIECE_FRAMES - done.latencyFrames
    const from = Math.max(0, start)
    const to = Math.min(lengthFrames, start + PIECE_FRAMES)
    if (to <= 0) continue
    reductions.add(done.reductionsDb[piece] as number, from, to)
  }
  const analysis = measuredTrack(master, done.measurements)
  const segments = measurementsOf(done.measurements, 'segment')
  const { integratedLufs } = analysis.loudness
  return {
    result: {
      integratedLufs,
      cancelled: done.cancelled,
      ...reductions.summary(),
      lowBand: landing.lowBandDb ? lowBandReduction(done.reductions, model, sampleRate) : null,
    },
    analysis,
    peaks: {
      truePeakDbtp: analysis.truePeakDbtp,
      ffmpegPeakDbtp: amplitudeToDb(joinPeak(segments, 'ffmpegPeak')),
    },
    reductions: done.reductions,
    turnedDown: {
      piecesDb: done.reductionsDb,
      pieceFrames: PIECE_FRAMES,
      startFrame: -done.latencyFrames,
    },
  }
}

/** The limiter's work for two workers, one behind the other. */
const inHalves = (
  whole: PartSpec,
  { sampleRate, channelCount, lengthFrames }: PcmReader,
  kernels: Kernels,
): Pick<RenderPlan, 'parts' | 'latencyFrames'> => {
  const stereo = monoOrStereo(channelCount)
  const chain = new Chain({ ...whole, kernels, sampleRate, channelCount: stereo, lengthFrames })
  chain.dispose()
  const { latencyFrames } = chain
  return {
    parts: [
      { ...whole, half: 'turn-down' },
      { ...whole, half: 'cancel' },
    ],
    latencyFrames,
  }
}

/**
 * With several workers the depths that the landing's budget allows are found by all of them, ahead of the limiter, which one alone
 * can run; one worker finds them on the way, which spares a reading.
 */
const foundDepths = async (
  audio: PcmReader,
  recipe: Recipe,
  landing: Landing,
  executor: Executor,
  { checkpoint }: JobContext,
): Promise<Float64Array | undefined> => {
  const params = limiterParamsOf(recipe, landing)
  const masking = params && maskingOf(params, landing.budgetDb)
  if (!masking) return undefined
  const { sampleRate, lengthFrames } = audio
  const { driveDb } = landing
  const tasks: readonly Task[] = segmentsOf(lengthFrames, sampleRate).map((segment) => ({
    kind: 'depths',
    segment,
    driveDb,
    masking,
  }))
  const planFor = (workers: number): RenderPlan => ({
    lengthFrames,
    parts: [],
    latencyFrames: 0,
    tasks: workers > 1 ? tasks : [],
  })
  const quiet = { report: () => {}, checkpoint }
  const { measurements } = await executor.run(planFor, { source: audio, target: null }, quiet)
  const depths = measurementsOf(measurements, 'depths')
  return depths.length === 0 ? undefined : joinedDoubles(depths)
}

export interface LandingPass {
  readonly result: PassResult
  readonly analysis: Analysis
  readonly peaks: ReadPeaks
  readonly reductions: readonly ReductionSeries[]
  /** By the limiter, over the whole track. */
  readonly turnedDown: FrameReductions
}

/** Of the limiter's second band, which is there where the low band may be turned down alone. */
const lowBandReduction = (
  reductions: readonly ReductionSeries[],
  model: LoudnessModel,
  sampleRate: number,
): LowBandReduction => {
  const series = reductions.find(({ moduleId }) => moduleId === LIMITER_ID)
  const lowDb = series?.bandsDb[1] ?? new Float32Array(0)
  const hopFrames = (series?.hopSeconds ?? 0) * sampleRate
  const counted = lowDb.filter((_, hop) => model.counts((hop + 1 / 2) * hopFrames))
  return {
    maximumDb: lowDb.reduce((most, db) => Math.max(most, db), 0),
    averageDb: counted.reduce((sum, db) => sum + db, 0) / Math.max(1, counted.length),
  }
}

class Reductions {
  private readonly model: LoudnessModel
  private readonly lengthFrames: number
  private maximumDb = 0
  private limitedFrames = 0
  private countedFrames = 0
  private countedSum = 0

  constructor(model: LoudnessModel, lengthFrames: number) {
    this.model = model
    this.lengthFrames = lengthFrames
  }

  /** The largest reduction over output frames `from` … `to`. */
  add(reductionDb: number, from: number, to: number): void {
    const frames = to - from
    this.maximumDb = Math.max(this.maximumDb, reductionDb)
    if (reductionDb > LIMITED_DB) this.limitedFrames += frames
    if (!this.model.counts((from + to) / 2)) return
    this.countedFrames += frames
    this.countedSum += reductionDb * frames
  }

  summary(): Omit<PassResult, 'integratedLufs' | 'cancelled' | 'lowBand'> {
    const { maximumDb, limitedFrames, countedFrames, countedSum, lengthFrames } = this
    return {
      maximumReductionDb: maximumDb,
      averageReductionDb: countedFrames === 0 ? 0 : countedSum / countedFrames,
      limitedShare: lengthFrames === 0 ? 0 : limitedFrames / lengthFrames,
    }
  }
}
