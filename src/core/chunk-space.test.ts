import { expect, test } from 'vitest'
import { CHUNK_FRAMES, ChunkSpace, LONG_BYTES } from './chunk-space'
import { MemoryPcmStore } from './memory-pcm-store'
import { openPcm } from './open-pcm'
import { memorySwap } from './testing/memory-swap'

const CHUNK_BYTES = CHUNK_FRAMES * 4
const FRAMES = 200_003
const ramp = (from: number): Float32Array =>
  Float32Array.from({ length: FRAMES }, (_, n) => from + n)

const spaceOf = (chunks: number, swap = memorySwap()): ChunkSpace => {
  const space = new ChunkSpace(chunks * CHUNK_BYTES, true)
  space.attach(swap)
  return space
}

test('beyond the budget chunks lie in the file, and are read like the others', () => {
  const space = spaceOf(3)
  const store = new MemoryPcmStore(48_000, 2, true, space)
  store.append([ramp(0), ramp(0.5)], FRAMES)
  expect(space.memoryBytes).toBe(3 * CHUNK_BYTES)
  // Two channels of four chunks each.
  expect([space.budgetBytes, space.usedBytes, space.swappedBytes]).toEqual(
    [3, 3, 5].map((chunks) => chunks * CHUNK_BYTES),
  )
  const handle = store.handle()
  expect(handle?.swapName).toBe('test')
  for (const reader of [store, handle && openPcm(handle, space.swap)]) {
    const read = [new Float32Array(70_000), new Float32Array(70_000)]
    expect(reader?.read(100_001, read, 70_000)).toBe(70_000)
    expect(read[0]).toEqual(ramp(0).subarray(100_001, 170_001))
    expect(read[1]).toEqual(ramp(0.5).subarray(100_001, 170_001))
  }
})

test('what lies in a file of this thread alone is not handed to another', () => {
  const store = new MemoryPcmStore(
    48_000,
    1,
    true,
    spaceOf(0, { ...memorySwap(), isShared: false }),
  )
  store.append([ramp(0)], FRAMES)
  expect(store.handle()).toBeNull()
})

test('a store takes the room that another gave back, in memory and in the file', () => {
  const space = spaceOf(5)
  const first = new MemoryPcmStore(48_000, 2, true, space)
  first.append([ramp(1), ramp(2)], FRAMES)
  const held = new Set(first.handle()?.chunks.flat())
  first.release()
  expect(first.lengthFrames).toBe(0)
  expect(first.read(0, [new Float32Array(10), new Float32Array(10)], 10)).toBe(0)
  const second = new MemoryPcmStore(48_000, 2, true, space)
  second.append([ramp(3), ramp(4)], FRAMES)
  expect(new Set(second.handle()?.chunks.flat())).toEqual(held)
  expect(space.memoryBytes).toBe(5 * CHUNK_BYTES)
})

test('where the file takes no more, memory is used beyond the budget, and not kept', () => {
  const space = spaceOf(1, memorySwap(0))
  const store = new MemoryPcmStore(48_000, 1, true, space)
  store.append([ramp(0)], FRAMES)
  expect(space.memoryBytes).toBe(4 * CHUNK_BYTES)
  store.release()
  expect(space.memoryBytes).toBe(CHUNK_BYTES)
})

test('without a budget all of it stays in memory', () => {
  const store = new MemoryPcmStore(48_000, 1, true)
  store.append([ramp(0)], FRAMES)
  expect(store.handle()?.swapName).toBeNull()
})

test('audio that turns out to be long leaves memory for the file, unchanged', () => {
  const space = spaceOf(10_000, memorySwap(2 ** 29))
  const store = new MemoryPcmStore(48_000, 1, true, space)
  store.append([ramp(0)], FRAMES)
  expect(space.memoryBytes).toBe(4 * CHUNK_BYTES)
  store.resize(LONG_BYTES / 4 + 1)
  expect(
    store
      .handle()
      ?.chunks.flat()
      .every((chunk) => typeof chunk === 'number'),
  ).toBe(true)
  const read = [new Float32Array(FRAMES)]
  store.read(0, read, FRAMES)
  expect(read[0]).toEqual(ramp(0))
  const short = new MemoryPcmStore(48_000, 1, true, space)
  short.append([ramp(0)], FRAMES)
  expect(space.memoryBytes).toBe(4 * CHUNK_BYTES)
})

test('without a file long audio stays in memory', () => {
  const space = new ChunkSpace(2 ** 20, true)
  const store = new MemoryPcmStore(48_000, 1, true, space)
  store.append([ramp(0)], FRAMES)
  store.resize(LONG_BYTES / 4 + 1)
  const read = [new Float32Array(FRAMES)]
  store.read(0, read, FRAMES)
  expect(read[0]).toEqual(ramp(0))
})

test('a smaller budget lets go of what nobody uses, and sends what comes to the file', () => {
  const space = spaceOf(8)
  const first = new MemoryPcmStore(48_000, 2, true, space)
  first.append([ramp(1), ramp(2)], FRAMES)
  first.release()
  space.setBudget(3 * CHUNK_BYTES)
  expect(space.memoryBytes).toBe(3 * CHUNK_BYTES)
  const second = new MemoryPcmStore(48_000, 1, true, space)
  second.append([ramp(3)], FRAMES)
  expect(space.memoryBytes).toBe(3 * CHUNK_BYTES)
  expect(
    second
      .handle()
      ?.chunks.flat()
      .filter((chunk) => typeof chunk === 'number'),
  ).toHaveLength(1)
})
