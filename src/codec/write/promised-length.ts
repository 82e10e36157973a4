import { assert } from '../../core/assert'
import type { AudioShape, AudioWriter } from './audio-writer'

/** The same writer, which takes exactly the frames that its file's head tells, and their pre- and post-roll: no more, no end before. */
export const withPromisedLength = (
  { lengthFrames, preRollFrames = 0, postRollFrames = 0 }: Omit<AudioShape, 'sampleRate'>,
  writer: AudioWriter,
): AudioWriter => {
  const promised = preRollFrames + lengthFrames + postRollFrames
  let written = 0
  return {
    write: (block, frames) => {
      written += frames
      assert(written <= promised, `more frames than the ${promised} that were promised`)
      return writer.write(block, frames)
    },
    finish: async () => {
      assert(written === promised, `${written} frames, not the ${promised} that were promised`)
      return writer.finish()
    },
    release: () => writer.release(),
  }
}
