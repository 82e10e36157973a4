import { expect, test } from 'vitest'
import { MemoryPcmStore } from './memory-pcm-store'

const FRAMES = 200_003
const ramp = Float32Array.from({ length: FRAMES }, (_, n) => n)

test('reads and writes go on over the edges of chunks, and stop at the end', () => {
  const store = new MemoryPcmStore(48_000, 1, false)
  store.resize(FRAMES)
  store.write(65_530, [ramp], 70_000)
  const read = [new Float32Array(70_000)]
  expect(store.read(65_530, read, 70_000)).toBe(70_000)
  expect(read[0]).toEqual(ramp.subarray(0, 70_000))
  expect(store.read(FRAMES - 3, read, 10)).toBe(3)
  expect(store.read(FRAMES, read, 10)).toBe(0)
})
