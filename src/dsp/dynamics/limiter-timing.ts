import { type InterpolatorShape, METER_SHAPE } from '../resampling/interpolator'

/** Frames from a sample to the last tap that its peak needs. */
export const detectorFrames = ({ taps }: InterpolatorShape): number => taps / 2
/** Box lengths that minimise the stop-band peak of a cascade of three (sources: limiter). */
const BOX_SHARES = [0.4041, 0.3349] as const

/** The parameters in plain numbers: linear gains, frames, and times in milliseconds. */
export interface LimiterParams {
  /** Linear true peak that the output may reach. */
  readonly ceiling: number
  readonly attackMs: number
  readonly holdMs: number
  /** Time in which a release covers 63 % of its way. */
  readonly releaseMs: number
  /** Second, slower release; absent = one stage. */
  readonly slow?:
    | undefined
    | {
        /** Time in which sustained reduction charges it to 63 %. */
        readonly chargeMs: number
        readonly releaseMs: number
        /** It holds the gain down by no more than this beyond the fast release, so that no drive is in vain, dB; absent = no bound. */
        readonly mostDb?: number
      }
  /** What is not low is held and let go by these instead; absent = all alike. */
  readonly quick?: undefined | { readonly holdMs: number; readonly releaseMs: number }
  /** 1 = every channel gets the gain of the loudest, 0 = each its own. */
  readonly link: number
}

/** Frames of the stages at one sample rate. */
export interface LimiterTiming {
  readonly attackFrames: number
  /** Length of the moving minimum: the smoother's length and the hold. */
  readonly windowFrames: number
  /** The same of what is not low. */
  readonly quickWindowFrames: number
  readonly boxFrames: readonly [number, number, number]
  readonly latencyFrames: number
}

/** The stages' lengths: three boxes whose cascade spans attackFrames + 1 frames. */
export const limiterTiming = (
  params: LimiterParams,
  sampleRate: number,
  detector: InterpolatorShape = METER_SHAPE,
): LimiterTiming => {
  const attackFrames = Math.max(1, Math.round((params.attackMs * sampleRate) / 1000))
  const holdFrames = Math.round((params.holdMs * sampleRate) / 1000)
  const quickHoldFrames = Math.round(((params.quick?.holdMs ?? 0) * sampleRate) / 1000)
  const total = attackFrames + 3
  const first = Math.max(1, Math.round(total * BOX_SHARES[0]))
  const second = Math.max(1, Math.round(total * BOX_SHARES[1]))
  return {
    attackFrames,
    windowFrames: attackFrames + 1 + holdFrames,
    quickWindowFrames: attackFrames + 1 + quickHoldFrames,
    boxFrames: [first, second, total - first - second],
    latencyFrames: detectorFrames(detector) + attackFrames,
  }
}
