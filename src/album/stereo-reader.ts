import type { PcmReader } from '../core/pcm-store'

/** Mono on both sides; stereo as it is. */
export const stereoReader = (reader: PcmReader): PcmReader => {
  if (reader.channelCount !== 1) return reader
  return {
    sampleRate: reader.sampleRate,
    channelCount: 2,
    lengthFrames: reader.lengthFrames,
    read(startFrame, into, frames) {
      const [left, right] = into
      if (!left || !right) return 0
      const count = reader.read(startFrame, [left], frames)
      right.set(left.subarray(0, count))
      return count
    },
  }
}
