import { describe, expect, it } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { countClicks } from './clicks'
import type { Audio } from './damage/testing/audio'
import { BED_RATE } from './findings/testing/bed-rate'
import { musicalNoise } from './findings/testing/beds'
import { examine } from './testing/analyse'

const kernels = nodeKernels()

const storeOf = (audio: Audio): MemoryPcmStore => {
  const store = new MemoryPcmStore(BED_RATE, 2, false)
  store.append(
    audio.map((channel) => Float32Array.from(channel)),
    audio[0].length,
  )
  return store
}

/** Adds to some frames of some channels. */
const withAdded = (
  audio: Audio,
  adds: readonly (readonly [frame: number, channel: 0 | 1, value: number])[],
): Audio => {
  const made: Audio = [audio[0].slice(), audio[1].slice()]
  for (const [frame, channel, value] of adds)
    made[channel][frame] = (made[channel][frame] ?? 0) + value
  return made
}

describe('clicks that are certain', () => {
  const bed = musicalNoise()

  it('are found to the frame, with one more on either side, in the channels that they are in', async () => {
    const store = storeOf(
      withAdded(bed, [
        [60_000, 0, 0.4],
        [120_000, 1, 0.2],
        [120_001, 1, -0.3],
        [180_000, 0, 0.5],
        [180_000, 1, 0.4],
      ]),
    )
    const { clicks = [] } = await examine(store, 24, kernels, detachedJob)
    expect(clicks.map(({ frame, frames, channels }) => [frame, frames, channels])).toEqual([
      [59_999, 3, 'L'],
      [119_999, 4, 'R'],
      [179_999, 3, 'LR'],
    ])
    expect(countClicks(store, clicks)).toBe(3)
    expect(countClicks(storeOf(bed), clicks)).toBe(0)
  })

  it('are not steps, as where a sample is looped: told perhaps, and left', async () => {
    const step = Array.from(
      { length: 40_000 },
      (_, n) => [100_000 + n, 0, 0.2 * (1 - n / 40_000)] as const,
    )
    const { clicks } = await examine(storeOf(withAdded(bed, step)), 24, kernels, detachedJob)
    expect(clicks).toEqual([])
  })
})
