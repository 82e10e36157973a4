import { expect, type Locator } from '@playwright/test'
import type { Recorder } from './recorder'

/** Quieter than this, what the gain has been cannot be told. */
const LOUD = 1e-2
const SAME = 1e-5

export interface HeardPress {
  /** Everything heard so far, of the first channel. */
  readonly heard: Float32Array
  /** The first frame that is no longer the reference times the gain it had. */
  readonly changed: number
  /** From the message to the monitor until then: in the audio's own clock. */
  readonly frames: number
}

/**
 * Presses Arrow Down in the box of the target loudness while the master is played, where nothing but the gain follows from it. `heard`
 * so far; `reference`: the master as it was exported, at a frame of the recording.
 */
export const pressTarget = async (
  target: Locator,
  recorder: Recorder,
  before: Float32Array,
  reference: (frame: number) => number,
): Promise<HeardPress> => {
  const told = (await recorder.recipesAt()).length
  const from = before.length
  const loud = before.findLastIndex((_, frame) => Math.abs(reference(frame)) > LOUD)
  const gain = (before[loud] ?? 0) / reference(loud)
  await target.press('ArrowDown')
  const [heard = new Float32Array()] = await recorder.hear(1)
  const at = (await recorder.recipesAt())[told]
  expect(at, 'the monitor was told').toBeDefined()
  const changed = heard.findIndex(
    (sample, frame) => frame >= from && Math.abs(sample - gain * reference(frame)) > SAME,
  )
  expect(changed, 'the press was heard').toBeGreaterThan(0)
  return { heard, changed, frames: changed - (at ?? 0) }
}
