import { expect, it } from 'vitest'
import { forEachBlock } from './for-each-block'
import { detachedJob } from './job'
import { MemoryPcmStore } from './memory-pcm-store'
import { BLOCK_FRAMES } from './pcm'

const LENGTH = 2 * BLOCK_FRAMES + 100
const store = new MemoryPcmStore(48_000, 2, false)
const ramp = Float32Array.from({ length: LENGTH }, (_, frame) => frame / LENGTH)
store.append([ramp, ramp.map((value) => -value)], LENGTH)

const visited = async (range?: Parameters<typeof forEachBlock>[3]) => {
  const seen: [start: number, frames: number][] = []
  const heard: number[] = []
  const told: number[] = []
  const job = { ...detachedJob, report: (fraction: number) => void told.push(fraction) }
  await forEachBlock(
    store,
    job,
    ([left, right], frames, start) => {
      seen.push([start, frames])
      heard.push(...(left?.subarray(0, frames) ?? []))
      expect(right?.[0]).toBe(-(left?.[0] ?? 1))
    },
    range,
  )
  return { seen, heard, told }
}

it('visits every frame once, in order, and tells how far it is up to the end', async () => {
  const { seen, heard, told } = await visited()
  expect(seen).toEqual([
    [0, BLOCK_FRAMES],
    [BLOCK_FRAMES, BLOCK_FRAMES],
    [2 * BLOCK_FRAMES, 100],
  ])
  expect(heard).toEqual([...ramp])
  expect(told).toHaveLength(3)
  expect(told.at(-1)).toBe(1)
})

it('visits a stretch; nothing of an empty one', async () => {
  const { seen, heard } = await visited({ from: 50, to: 60 })
  expect(seen).toEqual([[50, 10]])
  expect(heard).toEqual([...ramp.subarray(50, 60)])
  expect((await visited({ from: 60, to: 60 })).seen).toEqual([])
})

it('waits for its visitor, and ends where the job does', async () => {
  const order: string[] = []
  const job = {
    report: () => {},
    checkpoint: () => {
      order.push('checkpoint')
      if (order.length > 3) throw new Error('cancelled')
      return undefined
    },
  }
  const visit = async () => {
    await Promise.resolve()
    order.push('visited')
  }
  await expect(forEachBlock(store, job, visit)).rejects.toThrow('cancelled')
  expect(order).toEqual(['visited', 'checkpoint', 'visited', 'checkpoint'])
})
