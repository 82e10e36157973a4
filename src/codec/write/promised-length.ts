import { assert } from '../../core/assert'
import type { AudioWriter } from './audio-writer'

/** The same writer, which takes exactly the frames that its file's head tells: no more, and no end before them. */
export const withPromisedLength = (lengthFrames: number, writer: AudioWriter): AudioWriter => {
  let written = 0
  return {
    write: (block, frames) => {
      written += frames
      assert(written <= lengthFrames, `more frames than the ${lengthFrames} that were promised`)
      return writer.write(block, frames)
    },
    finish: async () => {
      assert(
        written === lengthFrames,
        `${written} frames, not the ${lengthFrames} that were promised`,
      )
      return writer.finish()
    },
    release: () => writer.release(),
  }
}
