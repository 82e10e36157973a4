import type { JobContext } from '../../core/job'
import type { Kernels } from '../../dsp/kernels'
import type { ReductionSeries } from './reduction-series'
import { type Measurement, newControl, type Shift, type Values, type Yield } from './render-plan'
import { type ShiftAudio, workShift } from './run-plan'

/** What a shift gave. */
export interface ShiftResult {
  /** By task. */
  readonly measurements: readonly Measurement[]
  readonly reductionsDb: Float32Array
  /** Of every module at work that has any, in signal order. */
  readonly reductions: readonly ReductionSeries[]
  /** Of the chain, in frames. */
  readonly latencyFrames: number
}

/** Whoever works shifts: one thread, or several that share memory. The results are the same. */
export interface Crew {
  /** How long work takes: only ever used to share it out. */
  readonly now: () => number
  /** `plan` is asked for the shift of so many hands: again when one was lost and those left begin anew. */
  run(plan: (hands: number) => Shift, audio: ShiftAudio, job: JobContext): Promise<ShiftResult>
}

/** Everything on the calling thread. */
export const soloCrew = (kernels: Kernels): Crew => ({
  now: () => 0,
  run: async (plan, audio, job) => {
    const shift = prepared(plan(1), audio)
    const only = await workShift(shift, 0, audio, newControl(false), kernels, job)
    return gathered(shift, audio, [only])
  },
})

/** Makes room in the target: where a chain is cut its raw output is longer than the track. */
export const prepared = (shift: Shift, { target }: ShiftAudio): Shift => {
  const raw = shift.stages.length > 1 ? shift.latencyFrames : 0
  target?.resize(shift.lengthFrames + raw)
  return shift
}

/** The result from what all hands brought back; the target then has the track's length. */
export const gathered = (
  shift: Shift,
  { target }: ShiftAudio,
  yields: readonly Yield[],
): ShiftResult => {
  target?.resize(shift.lengthFrames)
  const measurements: Measurement[] = []
  for (const { measurements: some } of yields)
    for (const [index, measurement] of some) measurements[index] = measurement
  const last = yields[0]
  return {
    measurements,
    reductionsDb: last?.reductionsDb ?? new Float32Array(0),
    // Hand 0 runs the last stage.
    reductions: yields.toReversed().flatMap(({ reductions }) => reductions),
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
