import { type CancelledPeaks, NOTHING_CANCELLED } from '../../chain/descriptor'
import type { JobContext } from '../../core/job'
import type { Kernels } from '../../dsp/kernels'
import type { ReductionSeries } from './reduction-series'
import {
  type Measurement,
  type PartialResult,
  planMemory,
  type RenderPlan,
  type Values,
} from './render-plan'
import { type PlanAudio, runPlan } from './run-plan'

/** What a plan gave. */
export interface RenderResult {
  /** By task. */
  readonly measurements: readonly Measurement[]
  readonly reductionsDb: Float32Array
  /** By the limiter. */
  readonly cancelled: CancelledPeaks
  /** Of every module at work that has any, in signal order. */
  readonly reductions: readonly ReductionSeries[]
  /** Of the chain, in frames. */
  readonly latencyFrames: number
}

/** Whoever works plans: one thread, or several that share memory. The results are the same. */
export interface Executor {
  /** How long work takes: only ever used to share it out. */
  readonly now: () => number
  /** `planFor` is asked for the plan of so many workers: again when one was lost and those left begin anew. */
  run(
    planFor: (workers: number) => RenderPlan,
    audio: PlanAudio,
    job: JobContext,
  ): Promise<RenderResult>
}

/** Everything on the calling thread. */
export const inlineExecutor = (kernels: Kernels): Executor => ({
  now: () => 0,
  run: async (planFor, audio, job) => {
    const plan = allocated(planFor(1), audio)
    const memory = planMemory(plan, audio.source.channelCount, false)
    const only = await runPlan(plan, 0, audio, memory, kernels, job)
    return merged([only])
  },
})

/** Makes room in the target. */
export const allocated = (plan: RenderPlan, { target }: PlanAudio): RenderPlan => {
  target?.resize(plan.lengthFrames)
  return plan
}

/** The result from what all workers brought back. */
export const merged = (partials: readonly PartialResult[]): RenderResult => {
  const measurements: Measurement[] = []
  for (const { measurements: some } of partials)
    for (const [index, measurement] of some) measurements[index] = measurement
  const last = partials[0]
  return {
    measurements,
    cancelled: last?.cancelled ?? NOTHING_CANCELLED,
    reductionsDb: last?.reductionsDb ?? new Float32Array(0),
    // PoolWorker 0 runs the last stage.
    reductions: partials.toReversed().flatMap(({ reductions }) => reductions),
    latencyFrames: last?.latencyFrames ?? 0,
  }
}

/** The values of one kind, in task order. */
export const measurementsOf = <Kind extends keyof Values>(
  measurements: readonly Measurement[],
  kind: Kind,
): Values[Kind][] =>
  measurements.flatMap((measurement) =>
    measurement.kind === kind ? [measurement.value as Values[Kind]] : [],
  )
