import { storeMoments } from '../../analysis/damage/moments'
import { examineSegment } from '../../analysis/evidence/collect-evidence'
import { lowRowsIn } from '../../analysis/low-end'
import { measureEnvelopeSegment } from '../../analysis/measure-envelope'
import { measureSegment } from '../../analysis/measure-segment'
import { peaksIn } from '../../analysis/peaks'
import { neededFrames } from '../../analysis/segments'
import { NOTHING_CANCELLED } from '../../chain/descriptor'
import type { JobContext } from '../../core/job'
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
import { RunningPart } from './run-part'

/** What the workers of a plan work on; target null where nothing is rendered. */
export interface PlanAudio {
  readonly source: PcmReader
  readonly target: PcmStore | null
  /** What the source is compared with, where it is. */
  readonly altered?: PcmReader
}

/** Longest sleep between two looks at what the other workers have done. */
const WAIT_MS = 4
/** Share of a worker's progress that its part of the chain is. */
const PART_SHARE = 0.7
/** Blocks of its part that a worker makes between two blocks of a task: others wait for them. */
const BLOCKS_BETWEEN = 8

/**
 * One worker's part in a plan: its part of the chain, and tasks when that cannot go on or is done. Workers meet in
 * `memory` and in the stores alone. Throws `PlanStopped` when the plan is called off.
 */
export const runPlan = async (
  plan: RenderPlan,
  worker: number,
  { source, target, altered }: PlanAudio,
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
  const partIndex = parts.length - 1 - worker
  if (parts.length === 0) Atomics.store(counters, COUNTERS.finished, lengthFrames)
  if (partIndex >= 0 && !target) throw new Error('a part needs a target')
  const part =
    partIndex >= 0 && target
      ? new RunningPart(plan, partIndex, { source, target, memory, kernels })
      : null
  const partShare = part ? PART_SHARE : 0
  const report = (done: number): void =>
    job.report(
      partShare * (part?.progress ?? 0) + ((1 - partShare) * done) / Math.max(1, tasks.length),
    )
  const audio = { whole: target ?? source, altered }
  const measurements: (readonly [number, Measurement])[] = []
  let tasksDone = 0
  /** Takes the next task, if its audio is there, and the part goes on in between; `false`: it is not, or somebody else was quicker. */
  const takeTask = async (index: number, task: Task): Promise<boolean> => {
    const finished = Atomics.load(counters, COUNTERS.finished)
    if (framesFor(task, lengthFrames) > finished) return false
    if (Atomics.compareExchange(counters, COUNTERS.nextTask, index, index + 1) !== index)
      return true
    const goOn = (): Promise<void> | undefined => {
      for (let block = 0; block < BLOCKS_BETWEEN && part?.canStep; block++) part.step()
      return checkpoint()
    }
    const own = { report: (share: number) => report(index + share), checkpoint: goOn }
    measurements.push([index, await perform(task, audio, kernels, own)])
    tasksDone = index + 1
    report(tasksDone)
    return true
  }
  try {
    for (;;) {
      if (part?.canStep) {
        part.step()
        report(tasksDone)
        const pause = checkpoint()
        if (pause) await pause
        continue
      }
      const isBlocked = part !== null && !part.isDone
      const cell = isBlocked ? part.waitsFor : COUNTERS.finished
      const seen = Atomics.load(counters, cell)
      const index = Atomics.load(counters, COUNTERS.nextTask)
      const task = tasks[index]
      if (task && (await takeTask(index, task))) continue
      if (!task && !isBlocked) break
      // What it waits for may have come since it was asked.
      if (part?.canStep) continue
      Atomics.wait(counters, cell, seen, WAIT_MS)
      await checkpoint()
    }
    const rendered = part?.rendered()
    return {
      cancelled: (worker === 0 && rendered?.cancelled) || NOTHING_CANCELLED,
      reductionsDb: worker === 0 ? (rendered?.reductionsDb ?? null) : null,
      reductions: rendered?.reductions ?? [],
      latencyFrames: rendered?.latencyFrames ?? 0,
      measurements,
    }
  } finally {
    part?.dispose()
  }
}

const perform = async (
  task: Task,
  { whole: audio, altered }: { readonly whole: PcmReader; readonly altered: PcmReader | undefined },
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
    case 'low-end':
      return { kind: 'low-end', value: await lowRowsIn(audio, task.segment, kernels, job) }
    case 'peaks':
      return { kind: 'peaks', value: await peaksIn(audio, task.bins, task.segment, kernels, job) }
    case 'moments': {
      if (!altered) throw new Error('nothing to compare with')
      const pair = { original: audio, altered }
      await storeMoments(pair, task.range, task.values, kernels, job)
      return { kind: 'moments', value: null }
    }
    case 'depths':
      return { kind: 'depths', value: await findDepths(audio, task, kernels, job) }
  }
}

const framesFor = (task: Task, lengthFrames: number): number =>
  Math.min(lengthFrames, neededFrames(task.segment))
