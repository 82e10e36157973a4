import type { KnownExcitations } from '../../analysis/damage/ears'
import { type DamageGrade, gradeDamage, type MomentMaker } from '../../analysis/damage/grade-damage'
import { MOMENT_VALUES } from '../../analysis/damage/moments'
import { dbToAmplitude } from '../../core/decibels'
import type { JobContext } from '../../core/job'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import { type Executor, inlineExecutor } from '../render/executor'
import type { RenderPlan, Task } from '../render/render-plan'
import type { Upstream } from '../render/upstream'
import { LoudnessModel } from './loudness-model'

/** Whoever helps; `known`: as of `gradeDamage`. */
interface LandingGradeHelp {
  readonly executor?: Executor | undefined
  readonly known?: KnownExcitations
}

/**
 * How audible it is what landing did: the master against what went into the drive, at the same loudness. What
 * the style does ahead of it is wanted, and no damage. null where there is nothing to compare: silence, or
 * less than a second.
 */
export const gradeLanding = async (
  { audio, envelope }: Pick<Upstream, 'audio' | 'envelope'>,
  master: PcmReader,
  masterLufs: number | null,
  kernels: Kernels,
  job: JobContext,
  { executor = inlineExecutor(kernels), ...known }: LandingGradeHelp = {},
): Promise<DamageGrade | null> => {
  const upstreamLufs = new LoudnessModel(envelope, null).integratedLufs(0, Number.POSITIVE_INFINITY)
  if (upstreamLufs === null || masterLufs === null) return null
  const gain = dbToAmplitude(upstreamLufs - masterLufs)
  if (!Number.isFinite(gain)) return null
  const makeMoments = sharedMoments(audio, master, executor, job)
  return gradeDamage(audio, master, gain, kernels, job, { makeMoments, ...known })
}

/** Pieces for each worker: one that is busy with something else for a while leaves more of them to the others. */
const PIECES = 2

/** What frames hold by themselves, by all workers. */
const sharedMoments =
  (original: PcmReader, altered: PcmReader, executor: Executor, job: JobContext): MomentMaker =>
  async ({ first, count, ...rest }, values) => {
    const { lengthFrames } = original
    const segment = { startFrame: 0, endFrame: lengthFrames, last: true }
    const planFor = (workers: number): RenderPlan => {
      const pieces = workers > 1 ? PIECES * workers : 1
      const begin = (piece: number): number => Math.floor((count * piece) / pieces)
      const tasks = Array.from({ length: pieces }, (_, piece): Task => {
        const [from, to] = [begin(piece), begin(piece + 1)]
        return {
          kind: 'moments',
          segment,
          range: { first: first + from, count: to - from, ...rest },
          values: values.subarray(from * MOMENT_VALUES, to * MOMENT_VALUES),
        }
      })
      return { lengthFrames, parts: [], latencyFrames: 0, tasks }
    }
    const audio = { source: original, target: null, altered }
    const quiet = { report: () => {}, checkpoint: job.checkpoint }
    await executor.run(planFor, audio, quiet)
  }
