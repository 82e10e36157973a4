import { assert } from '../core/assert'
import type { PcmReader } from '../core/pcm-store'
import { createDemoMix } from '../demo/demo-mix'

/** Which of all demos: any number gives one; this one has a tune worth half a minute. */
const SEED = 1

/** The demo mix as audio that is read once, from start to end. */
export const demoReader = (): PcmReader => {
  const { render, ...shape } = createDemoMix(SEED)
  let next = 0
  return {
    ...shape,
    read(startFrame, into, frames) {
      const [left, right] = into
      assert(startFrame === next && left && right, 'the demo is read in order, in stereo')
      const count = render([left, right], frames)
      next += count
      return count
    },
  }
}
