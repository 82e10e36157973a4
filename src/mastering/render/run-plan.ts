import { measureHops } from '../../analysis/measure-envelope'
import { measureRange } from '../../analysis/measure-segment'
import { neededFrames } from '../../analysis/segments'
import { type JobContext, stage } from '../../core/job'
import type { PcmReader, PcmSheet } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import {
  CONTROL,
  type Measurement,
  type Shift,
  Stopped,
  type Task,
  type Yield,
} from './render-plan'
import { type RenderedStage, runStage } from './run-part'

/** What the hands of a shift work on; target null where nothing is rendered. */
export interface ShiftAudio {
  readonly source: PcmReader
  readonly target: PcmSheet | null
}

/** Longest sleep between two looks at what the other hands have done. */
const NAP_MS = 4
/** Share of a hand's progress that its stage is. */
const STAGE_SHARE = 0.7

/**
 * One hand's part in a shift: its stage of the chain, then tasks as long as there are any. Hands meet in
 * `control` and in the memory of the stores alone. Throws `Stopped` when the shift is called off.
 */
export const workShift = async (
  shift: Shift,
  hand: number,
  { source, target }: ShiftAudio,
  control: Int32Array,
  kernels: Kernels,
  job: JobContext,
): Promise<Yield> => {
  const { stages, tasks, lengthFrames } = shift
  const breathe = (): Promise<void> | undefined => {
    if (Atomics.load(control, CONTROL.stopped) !== 0) throw new Stopped()
    return job.breathe()
  }
  const own = { report: job.report, breathe }
  const quietly = { report: () => {}, breathe }
  const nap = async (cell: number, seen: number): Promise<void> => {
    Atomics.wait(control, cell, seen, NAP_MS)
    await breathe()
  }
  const reach = async (cell: number, frames: number): Promise<void> => {
    for (;;) {
      const seen = Atomics.load(control, cell)
      if (seen >= frames) return
      await nap(cell, seen)
    }
  }
  const stageIndex = stages.length - 1 - hand
  let rendered: RenderedStage | null = null
  if (stages.length === 0) Atomics.store(control, CONTROL.finished, lengthFrames)
  else if (stageIndex >= 0) {
    if (!target) throw new Error('a stage needs a target')
    rendered = await runStage(shift, stageIndex, {
      source,
      target,
      control,
      kernels,
      job: stage(own, 0, STAGE_SHARE),
      reach,
    })
  }
  const audio = clipped(target ?? source, lengthFrames)
  const measurements: (readonly [number, Measurement])[] = []
  for (;;) {
    const index = Atomics.load(control, CONTROL.nextTask)
    const task = tasks[index]
    if (!task) break
    const finished = Atomics.load(control, CONTROL.finished)
    if (framesFor(task, lengthFrames) > finished) {
      await nap(CONTROL.finished, finished)
      continue
    }
    if (Atomics.compareExchange(control, CONTROL.nextTask, index, index + 1) !== index) continue
    measurements.push([index, await perform(task, audio, kernels, quietly)])
    const from = rendered ? STAGE_SHARE : 0
    job.report(from + ((1 - from) * (index + 1)) / tasks.length)
  }
  return {
    reductionsDb: hand === 0 ? (rendered?.reductionsDb ?? null) : null,
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
    case 'hops':
      return {
        kind: 'hops',
        value: await measureHops(audio, task.range, task.peaks, kernels, job),
      }
    case 'range':
      return {
        kind: 'range',
        value: await measureRange(audio, task.range, task.judge, kernels, job),
      }
  }
}

const framesFor = (task: Task, lengthFrames: number): number =>
  Math.min(lengthFrames, neededFrames(task.range))

/** The first `lengthFrames` frames of a store: behind them may lie raw ones. */
const clipped = (reader: PcmReader, lengthFrames: number): PcmReader => ({
  sampleRate: reader.sampleRate,
  channelCount: reader.channelCount,
  lengthFrames,
  read: (start, into, frames) =>
    reader.read(start, into, Math.max(0, Math.min(frames, lengthFrames - start))),
})
