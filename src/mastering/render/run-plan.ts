import { examineSegment } from '../../analysis/evidence/collect-evidence'
import { measureEnvelopeSegment } from '../../analysis/measure-envelope'
import { measureSegment } from '../../analysis/measure-segment'
import { neededFrames } from '../../analysis/segments'
import { NOTHING_CANCELLED } from '../../chain/descriptor'
import { type JobContext, portion } from '../../core/job'
import type { PcmReader, PcmStore } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { findDepths } from './find-depths'
import {
  COUNTERS,
  type Measurement,
  type PartialResult,
  type PlanMemory,
  PlanStopped,
  type RenderPlan,
  type Task,
} from './render-plan'
import { type RenderedPart, runPart } from './run-part'

/** What the workers of a plan work on; target null where nothing is rendered. */
export interface PlanAudio {
  readonly source: PcmReader
  readonly target: PcmStore | null
}

/** Longest sleep between two looks at what the other workers have done. */
const WAIT_MS = 4
/** Share of a worker's progress that its part of the chain is. */
const PART_SHARE = 0.7

/**
 * One worker's part in a plan: its part of the chain, then tasks as long as there are any. Workers meet in
 * `memory` and in the stores alone. Throws `PlanStopped` when the plan is called off.
 */
export const runPlan = async (
  plan: RenderPlan,
  worker: number,
  { source, target }: PlanAudio,
  memory: PlanMemory,
  kernels: Kernels,
  job: JobContext,
): Promise<PartialResult> => {
  const { counters } = memory
  const { parts, tasks, lengthFrames } = plan
  const checkpoint = (): Promise<void> | undefined => {
    if (Atomics.load(counters, COUNTERS.stopped) !== 0) throw new PlanStopped()
    return job.checkpoint()
  }
  const own = { report: job.report, checkpoint }
  const waitBriefly = async (cell: number, seen: number): Promise<void> => {
    Atomics.wait(counters, cell, seen, WAIT_MS)
    await checkpoint()
  }
  const waitFor = async (cell: number, frames: number): Promise<void> => {
    for (;;) {
      const seen = Atomics.load(counters, cell)
      if (seen >= frames) return
      await waitBriefly(cell, seen)
    }
  }
  const partIndex = parts.length - 1 - worker
  let rendered: RenderedPart | null = null
  if (parts.length === 0) Atomics.store(counters, COUNTERS.finished, lengthFrames)
  else if (partIndex >= 0) {
    if (!target) throw new Error('a part needs a target')
    rendered = await runPart(plan, partIndex, {
      source,
      target,
      memory,
      kernels,
      job: portion(own, 0, PART_SHARE),
      waitFor,
    })
  }
  const audio = target ?? source
  const measurements: (readonly [number, Measurement])[] = []
  for (;;) {
    const index = Atomics.load(counters, COUNTERS.nextTask)
    const task = tasks[index]
    if (!task) break
    const finished = Atomics.load(counters, COUNTERS.finished)
    if (framesFor(task, lengthFrames) > finished) {
      await waitBriefly(COUNTERS.finished, finished)
      continue
    }
    if (Atomics.compareExchange(counters, COUNTERS.nextTask, index, index + 1) !== index) continue
    const from = rendered ? PART_SHARE : 0
    const share = (done: number): number => from + ((1 - from) * done) / tasks.length
    const part = portion(own, share(index), share(index + 1))
    measurements.push([index, await perform(task, audio, kernels, part)])
    part.report(1)
  }
  return {
    cancelled: (worker === 0 && rendered?.cancelled) || NOTHING_CANCELLED,
    reductionsDb: worker === 0 ? (rendered?.reductionsDb ?? null) : null,
    reductions: rendered?.reductions ?? [],
    latencyFrames: rendered?.latencyFrames ?? 0,
    measurements,
  }
}

const perform = async (
  task: Task,
  audio: PcmReader,
  kernels: Kernels,
  job: JobContext,
): Promise<Measurement> => {
  switch (task.kind) {
    case 'envelope':
      return {
        kind: 'envelope',
        value: await measureEnvelopeSegment(audio, task.segment, task.peaks, kernels, job),
      }
    case 'segment':
      return {
        kind: 'segment',
        value: await measureSegment(audio, task.segment, task.verify, kernels, job),
      }
    case 'examine':
      return { kind: 'examine', value: await examineSegment(audio, task.segment, kernels, job) }
    case 'depths':
      return { kind: 'depths', value: await findDepths(audio, task, kernels, job) }
  }
}

const framesFor = (task: Task, lengthFrames: number): number =>
  Math.min(lengthFrames, neededFrames(task.segment))
