import { seededNoise } from '../../dsp/testing/seeded-noise'

/** One array per channel, filled frame by frame. */
export const signal = (
  channelCount: number,
  frames: number,
  at: (frame: number, channel: number) => number,
): readonly Float32Array[] =>
  Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length: frames }, (_value, frame) => at(frame, channel)),
  )

/** White noise at `amplitude`, the channels independent. */
export const noise = (
  channelCount: number,
  frames: number,
  amplitude = 1,
  seed = 1,
): readonly Float32Array[] =>
  Array.from({ length: channelCount }, (_, channel) => {
    const next = seededNoise(seed + 7919 * channel)
    return Float32Array.from({ length: frames }, () => amplitude * next())
  })

/** One sample of `amplitude` at `at`, silence elsewhere. */
export const impulse = (
  channelCount: number,
  frames: number,
  amplitude = 1,
  at = 0,
): readonly Float32Array[] =>
  signal(channelCount, frames, (frame) => (frame === at ? amplitude : 0))
