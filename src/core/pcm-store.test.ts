import { expect, test } from 'vitest'
import { MemoryPcmStore } from './pcm-store'

const FRAMES = 200_003
const ramp = (step: number) => Float32Array.from({ length: FRAMES }, (_, n) => n * step)

test.each([true, false])(
  'touching a store changes no sample and no length (shared: %s)',
  (shared) => {
    const store = new MemoryPcmStore(48_000, 2, shared)
    store.append([ramp(1), ramp(-0.5)], FRAMES)
    store.touch()
    expect(store.lengthFrames).toBe(FRAMES)
    const read = [new Float32Array(FRAMES), new Float32Array(FRAMES)]
    expect(store.read(0, read, FRAMES)).toBe(FRAMES)
    expect(read).toEqual([ramp(1), ramp(-0.5)])
  },
)

test('reads and writes go on over the edges of chunks, and stop at the end', () => {
  const store = new MemoryPcmStore(48_000, 1, false)
  store.resize(FRAMES)
  store.write(65_530, [ramp(1)], 70_000)
  const read = [new Float32Array(70_000)]
  expect(store.read(65_530, read, 70_000)).toBe(70_000)
  expect(read[0]).toEqual(ramp(1).subarray(0, 70_000))
  expect(store.read(FRAMES - 3, read, 10)).toBe(3)
  expect(store.read(FRAMES, read, 10)).toBe(0)
})
