import { expect, test } from 'vitest'
import { detachedJob } from '../../core/job'
import { MemoryPcmStore } from '../../core/memory-pcm-store'
import { nodeKernels } from '../../hosts/node/node-kernels'
import { convertRate } from './convert-rate'

const services = () => ({
  kernels: nodeKernels(),
  job: detachedJob,
  newStore: (rate: number, channels: number) => new MemoryPcmStore(rate, channels, false),
})

test('a store converts to the frame, down to a single frame and to nothing', async () => {
  for (const frames of [0, 1, 441, 44_100, 100_003]) {
    const source = new MemoryPcmStore(44_100, 2, false)
    source.append([new Float32Array(frames), new Float32Array(frames)], frames)
    const converted = await convertRate(source, 48_000, services())
    expect(converted.lengthFrames).toBe(Math.round((frames * 48_000) / 44_100))
    expect(converted.sampleRate).toBe(48_000)
    expect(converted.channelCount).toBe(2)
  }
})
