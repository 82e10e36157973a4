import { nodeKernels } from '../../../hosts/node/node-kernels'
import { allocated, type Executor, merged } from '../executor'
import { type PlanMemory, planMemory, type RenderPlan } from '../render-plan'
import { runPlan } from '../run-plan'

/** Lets whatever else is waiting on this thread go on. */
const checkpoint = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What an in-process executor has been asked to do. */
export interface ObservedExecutor extends Executor {
  readonly plans: readonly RenderPlan[]
}

/**
 * So many workers on one thread, each with kernels of its own, taking turns at every checkpoint. By its clock
 * every module costs a tenth of the one before, so that a chain of several is always split. Every plan finds no number at all in its rings.
 */
export const inProcessExecutor = (size: number): ObservedExecutor => {
  const workers = Array.from({ length: size }, nodeKernels)
  const plans: RenderPlan[] = []
  let memory: PlanMemory | null = null
  let calls = 0
  let time = 0
  return {
    plans,
    now: () => {
      time += 10 ** -((calls++ >> 1) % 6)
      return time
    },
    run: async (planFor, audio) => {
      const plan = allocated(planFor(size), audio)
      plans.push(plan)
      const own = planMemory(plan, audio.source.channelCount, true, memory)
      for (const ring of [...own.raw, own.gains]) ring.fill(Number.NaN)
      if (own.raw.length > 0) memory = own
      const job = { report: () => {}, checkpoint }
      const partials = await Promise.all(
        workers.map((kernels, worker) => runPlan(plan, worker, audio, own, kernels, job)),
      )
      return merged(partials)
    },
  }
}
