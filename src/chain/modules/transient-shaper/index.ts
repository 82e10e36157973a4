import { exp } from '../../../dsp/elementary'
import { describeModule, withProcessor } from '../../descriptor'
import { numberSpec } from '../../spec'

const FAST_ATTACK_MS = 1.5
const SLOW_ATTACK_MS = 30
const RELEASE_MS = 100
/** Short, so that a new hit is not lifted by what the last one left. */
const BODY_ATTACK_MS = 0.2
const LONG_RELEASE_MS = 800
/** The followers' difference counts up to 12 dB, in log₂ of level. */
const REACH = 12 / 6.020599913279624

/** 1 − e^(−1/τfs) of a time to 63 %. */
const smoothing = (ms: number, sampleRate: number): number => 1 - exp(-1000 / (ms * sampleRate))

export const transientShaperDescriptor = describeModule({
  id: 'transient-shaper',
  label: 'Transient shaper',
  summary: 'Lifts or softens the onset and the ring of every hit, however loud the music is.',
  source:
    'Differential envelopes (SPL Transient Designer manual): level difference of two followers, so a change of input level leaves the control unchanged',
  parameters: [
    numberSpec('attackPercent', 'Attack', '%', { min: -100, max: 100, default: 0 }),
    numberSpec('sustainPercent', 'Sustain', '%', { min: -100, max: 100, default: 0 }),
    numberSpec('mixPercent', 'Mix', '%', { min: 0, max: 100, default: 100 }),
  ],
  onByDefault: false,
  placement: 'free',
  isNeutral: ({ attackPercent, sustainPercent, mixPercent }) =>
    mixPercent === 0 || (attackPercent === 0 && sustainPercent === 0),
})

export const transientShaper = withProcessor(
  transientShaperDescriptor,
  ({ attackPercent, sustainPercent, mixPercent }, { kernels, sampleRate }) => {
    const scope = kernels.scope()
    const state = scope.f64(4)
    const coefficients = scope.f64(5)
    coefficients.view.set(
      [FAST_ATTACK_MS, SLOW_ATTACK_MS, RELEASE_MS, BODY_ATTACK_MS, LONG_RELEASE_MS].map((ms) =>
        smoothing(ms, sampleRate),
      ),
    )
    return {
      latencyFrames: 0,
      process: ({ pointers, frames, endsOnGrid }) => {
        const [left, right = left] = pointers
        if (left === undefined || right === undefined) return
        kernels.call.shapeTransients(
          left,
          right,
          frames,
          state.pointer,
          coefficients.pointer,
          attackPercent / 100,
          sustainPercent / 100,
          REACH,
          mixPercent / 100,
          endsOnGrid,
        )
      },
      reset: () => {
        state.view.fill(0)
      },
      dispose: () => {
        scope.release()
      },
    }
  },
)
