import { expect, test } from 'vitest'
import { ChunkPool } from './chunk-pool'
import { MemoryPcmStore } from './memory-pcm-store'

test('a store takes the memory that another gave back, and holds nothing afterwards', () => {
  const pool = new ChunkPool(2 ** 30)
  const first = new MemoryPcmStore(48_000, 2, false, pool)
  first.append([new Float32Array(70_000).fill(1), new Float32Array(70_000).fill(2)], 70_000)
  const held = first.sizeBytes
  first.release()
  expect([first.lengthFrames, first.sizeBytes]).toEqual([0, 0])
  expect(first.read(0, [new Float32Array(10), new Float32Array(10)], 10)).toBe(0)
  const second = new MemoryPcmStore(48_000, 2, false, pool)
  second.append([new Float32Array(70_000).fill(3), new Float32Array(70_000).fill(4)], 70_000)
  const read = [new Float32Array(70_000), new Float32Array(70_000)]
  second.read(0, read, 70_000)
  expect(read.map((channel) => new Set(channel))).toEqual([new Set([3]), new Set([4])])
  expect(second.sizeBytes).toBe(held)
  expect(pool.take()).toBeUndefined()
})

test('a pool keeps no more than it may', () => {
  const pool = new ChunkPool(10 * 4)
  for (let count = 0; count < 5; count++) pool.give(new Float32Array(4))
  const taken = [pool.take(), pool.take(), pool.take()]
  expect(taken.map((chunk) => chunk?.length)).toEqual([4, 4, undefined])
})
