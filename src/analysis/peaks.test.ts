import { expect, test } from 'vitest'
import { detachedJob } from '../core/job'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import type { PcmReader } from '../core/pcm-store'
import { nodeKernels } from '../hosts/node/node-kernels'
import { binsOf, joinPeaks, type Peaks, peaksIn } from './peaks'
import { noise } from './testing/signals'

const kernels = nodeKernels()

const storeOf = (channels: readonly Float32Array[]): MemoryPcmStore => {
  const store = new MemoryPcmStore(48_000, channels.length, false)
  store.append(channels, channels[0]?.length ?? 0)
  return store
}

/** Of segments that begin at `cuts`. */
const peaksOf = async (store: PcmReader, bins: number, cuts = [0]): Promise<Peaks> =>
  joinPeaks(
    await Promise.all(
      cuts.map((startFrame, k) => {
        const segment = { startFrame, endFrame: cuts[k + 1] ?? store.lengthFrames }
        return peaksIn(store, bins, segment, kernels, detachedJob)
      }),
    ),
    binsOf(store, bins),
  )

test('every bin holds the least and the largest sample of its frames over all channels', async () => {
  const left = noise(10_007, 1)
  const right = noise(10_007, 2)
  const peaks = await peaksOf(storeOf([left, right]), 73)
  expect(peaks.bins).toBe(73)
  for (let bin = 0; bin < 73; bin++) {
    const from = Math.floor((bin * 10_007) / 73)
    const to = Math.floor(((bin + 1) * 10_007) / 73)
    const frames = [...left.subarray(from, to), ...right.subarray(from, to)]
    expect(peaks.values[2 * bin]).toBe(Math.min(...frames))
    expect(peaks.values[2 * bin + 1]).toBe(Math.max(...frames))
  }
})

test('a track shorter than the bins asked for gets one bin per frame', async () => {
  const peaks = await peaksOf(storeOf([Float32Array.of(0.5, -0.25)]), 4000)
  expect(peaks.bins).toBe(2)
  expect([...peaks.values]).toEqual([0.5, 0.5, -0.25, -0.25])
})

test('no frames give no bins', async () => {
  const peaks = await peaksOf(new MemoryPcmStore(48_000, 2, false), 4000)
  expect(peaks).toEqual({ bins: 0, values: new Float32Array(0) })
})

test('segments give what the whole gives, wherever they are cut', async () => {
  const store = storeOf([noise(10_007, 3), noise(10_007, 4)])
  expect(await peaksOf(store, 73, [0, 1, 4096, 5000, 5001, 9999])).toEqual(await peaksOf(store, 73))
})
