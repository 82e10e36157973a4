import { nodeKernels } from '../../../dsp/testing/node-kernels'
import { type Crew, gathered, prepared } from '../executor'
import { newControl, type Shift } from '../render-plan'
import { workShift } from '../run-plan'

/** Lets whatever else is waiting on this thread go on. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What an in-process crew has been asked to do. */
export interface ObservedCrew extends Crew {
  readonly shifts: readonly Shift[]
}

/**
 * So many hands on one thread, each with kernels of its own, taking turns at every breath. By its clock
 * every module costs a tenth of the one before, so that a chain of several is always cut.
 */
export const inProcessCrew = (size: number): ObservedCrew => {
  const hands = Array.from({ length: size }, nodeKernels)
  const shifts: Shift[] = []
  let calls = 0
  let time = 0
  return {
    shifts,
    now: () => {
      time += 10 ** -((calls++ >> 1) % 6)
      return time
    },
    run: async (plan, audio) => {
      const shift = prepared(plan(size), audio)
      shifts.push(shift)
      const control = newControl(true)
      const job = { report: () => {}, breathe }
      const yields = await Promise.all(
        hands.map((kernels, hand) => workShift(shift, hand, audio, control, kernels, job)),
      )
      return gathered(shift, audio, yields)
    },
  }
}
