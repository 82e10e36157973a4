import { cos } from '../../../dsp/elementary'
import type { KernelScope, Region } from '../../../dsp/kernels'
import { type Block, describeModule, withProcessor } from '../../descriptor'
import { numberSpec } from '../../spec'

/** The module's id. */
export const FADES_ID = 'fades'

const LENGTH = { min: 0, max: 500, default: 0, step: 0.5, decimals: 1 } as const

/** Frames that a fade of so many milliseconds takes. */
export const fadeFrames = (lengthMs: number, sampleRate: number): number =>
  Math.round((lengthMs * sampleRate) / 1000)

/** Gain of a fade of `lengthFrames`, so many frames inside the edge: a raised cosine, above 0 at the first frame, 1 from its length on. */
export const raisedCosine = (insideFrames: number, lengthFrames: number): number =>
  insideFrames >= lengthFrames ? 1 : (1 - cos((Math.PI * (insideFrames + 0.5)) / lengthFrames)) / 2

/** A track that begins or ends in the middle of sound, faded in and out there; exact everywhere else. */
export const fadesDescriptor = describeModule({
  id: FADES_ID,
  label: 'Fades',
  summary: 'Fades the very beginning in and the very end out, where a track is cut off mid-sound.',
  source: 'Raised cosine (Hann’s half window), laid on the first and the last frames of the track.',
  onByDefault: false,
  placement: 'free',
  parameters: [
    numberSpec('fadeInMs', 'Fade-in', 'ms', LENGTH),
    numberSpec('fadeOutMs', 'Fade-out', 'ms', LENGTH),
  ],
  isNeutral: ({ fadeInMs, fadeOutMs }) => fadeInMs === 0 && fadeOutMs === 0,
})

export const fades = withProcessor(
  fadesDescriptor,
  ({ fadeInMs, fadeOutMs }, { kernels, sampleRate, lengthFrames, delayFrames }) => {
    const scope = kernels.scope()
    const rising = risingGains(scope, fadeFrames(fadeInMs, sampleRate))
    const falling = risingGains(scope, fadeFrames(fadeOutMs, sampleRate))
    falling.view.reverse()
    const outFrame = lengthFrames - falling.view.length
    /** Gains that lie on the track from `fromFrame` on, where the block meets them. */
    const apply = (
      { pointers, frames, trackFrame }: Block,
      { pointer: gains, view }: Region<Float32Array>,
      fromFrame: number,
    ): void => {
      const at = trackFrame - delayFrames
      const first = Math.max(at, fromFrame)
      const end = Math.min(at + frames, fromFrame + view.length)
      if (first >= end) return
      const { BYTES_PER_ELEMENT: bytes } = view
      for (const pointer of pointers)
        kernels.call.multiply(
          pointer + bytes * (first - at),
          gains + bytes * (first - fromFrame),
          end - first,
        )
    }
    return {
      latencyFrames: 0,
      process: (block) => {
        apply(block, rising, 0)
        apply(block, falling, outFrame)
      },
      // It remembers nothing: where a block lies in the track, the block says.
      reset: () => {},
      dispose: () => scope.release(),
    }
  },
)

const risingGains = (scope: KernelScope, lengthFrames: number): Region<Float32Array> => {
  const gains = scope.f32(lengthFrames)
  for (let k = 0; k < lengthFrames; k++) gains.view[k] = raisedCosine(k, lengthFrames)
  return gains
}
