import type { PcmReader } from '../../core/pcm-store'

/** Frames `start` … `end` − 1. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** These stretches of `source`, one behind the other, as audio of its own; nothing is copied. */
export const excerptOf = (source: PcmReader, stretches: readonly Stretch[]): PcmReader => {
  const { sampleRate, channelCount } = source
  const lengthFrames = stretches.reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    sampleRate,
    channelCount,
    lengthFrames,
    read(startFrame, into, frames) {
      let done = 0
      let offset = 0
      for (const { start, end } of stretches) {
        const length = end - start
        const within = startFrame + done - offset
        offset += length
        if (within >= length || done === frames) continue
        const count = Math.min(frames - done, length - within)
        const views = done === 0 ? into : into.map((plane) => plane.subarray(done))
        done += source.read(start + within, views, count)
      }
      return done
    },
  }
}
