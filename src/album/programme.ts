import { assert } from '../core/assert'
import { BLOCK_FRAMES } from '../core/pcm'
import type { PcmReader } from '../core/pcm-store'
import { type Fade, fadeGain } from './fade'

/** A track's place in the joined programme. Frames are of the programme's sample rate. */
export interface Part {
  readonly audio: PcmReader
  /** The first and behind the last frame of `audio` that is heard. */
  readonly fromFrame: number
  readonly toFrame: number
  /** Where `fromFrame` lies in the programme; may be before the end of the part before (a crossfade). */
  readonly atFrame: number
  readonly fadeIn: Fade
  readonly fadeOut: Fade
  /** Linear; the album's common gain. */
  readonly gain: number
}

/**
 * The album as one piece of audio, computed as it is read: silence where no part is, the sum where two
 * overlap. All parts have the rate and channel count of the programme. Nothing is held.
 */
export const programmeReader = (
  parts: readonly Part[],
  sampleRate: number,
  channelCount: number,
  lengthFrames: number,
): PcmReader => {
  const scratch = Array.from({ length: channelCount }, () => new Float32Array(BLOCK_FRAMES))
  for (const { audio } of parts) {
    assert(audio.sampleRate === sampleRate, 'programme: another sample rate')
    assert(audio.channelCount === channelCount, 'programme: another channel count')
  }
  return {
    sampleRate,
    channelCount,
    lengthFrames,
    read: (startFrame, into, frames) => {
      const count = Math.max(0, Math.min(frames, lengthFrames - startFrame))
      for (const out of into) out.fill(0, 0, count)
      for (let done = 0; done < count; done += BLOCK_FRAMES) {
        const step = Math.min(BLOCK_FRAMES, count - done)
        for (const part of parts) addPart(part, startFrame + done, into, done, step, scratch)
      }
      return count
    },
  }
}

/** Adds what `part` has of `frames` programme frames from `startFrame` to `into` from `offset`. */
const addPart = (
  part: Part,
  startFrame: number,
  into: readonly Float32Array[],
  offset: number,
  frames: number,
  scratch: readonly Float32Array[],
): void => {
  const { audio, fromFrame, toFrame, atFrame, fadeIn, fadeOut, gain } = part
  const length = toFrame - fromFrame
  const first = Math.max(startFrame, atFrame)
  const last = Math.min(startFrame + frames, atFrame + length)
  if (first >= last) return
  const within = first - atFrame
  const count = audio.read(fromFrame + within, scratch, last - first)
  const at = offset + first - startFrame
  for (const [channel, out] of into.entries()) {
    const source = scratch[channel]
    assert(source, 'programme: missing channel')
    for (let i = 0; i < count; i++) {
      const position = within + i
      const faded = fadeGain(fadeIn, position) * fadeGain(fadeOut, length - 1 - position)
      out[at + i] = (out[at + i] ?? 0) + (source[i] ?? 0) * gain * faded
    }
  }
}
