import { assert } from '../core/assert'
import type { PcmReader } from '../core/pcm-store'

/** What changed: master · masterGain − original · originalGain (linear gains), computed as it is read. */
export const differenceReader = (
  original: PcmReader,
  master: PcmReader,
  originalGain: number,
  masterGain: number,
): PcmReader => {
  const { sampleRate, channelCount, lengthFrames } = original
  const scratch: Float32Array[] = []
  return {
    sampleRate,
    channelCount,
    lengthFrames,
    read: (startFrame, into, frames) => {
      for (let channel = 0; channel < channelCount; channel++)
        if ((scratch[channel]?.length ?? 0) < frames) scratch[channel] = new Float32Array(frames)
      master.read(startFrame, into, frames)
      const count = original.read(startFrame, scratch, frames)
      for (const [channel, out] of into.entries()) {
        const before = scratch[channel]
        assert(before, 'difference: missing channel')
        for (let i = 0; i < count; i++)
          out[i] = masterGain * (out[i] ?? 0) - originalGain * (before[i] ?? 0)
      }
      return count
    },
  }
}
