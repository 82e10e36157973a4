import type { PcmReader } from './pcm-store'

/** `reader` from `fromFrame` up to, and without, `toFrame`, as audio of its own. Nothing is copied. */
export const sliceReader = (reader: PcmReader, fromFrame: number, toFrame: number): PcmReader => {
  const lengthFrames = toFrame - fromFrame
  return {
    sampleRate: reader.sampleRate,
    channelCount: reader.channelCount,
    lengthFrames,
    read: (startFrame, into, frames) =>
      reader.read(
        fromFrame + startFrame,
        into,
        Math.max(0, Math.min(frames, lengthFrames - startFrame)),
      ),
  }
}
