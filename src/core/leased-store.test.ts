import { expect, test } from 'vitest'
import { LeasedStore } from './leased-store'
import { MemoryPcmStore } from './memory-pcm-store'

const storeOf = (lengthFrames: number): MemoryPcmStore => {
  const store = new MemoryPcmStore(48_000, 1, false)
  store.append([new Float32Array(lengthFrames)], lengthFrames)
  return store
}

test('a dropped store gives its room back when the last reader is done, and not before', () => {
  const store = storeOf(100)
  const leased = new LeasedStore(store)
  const [one, other] = [leased.lease(), leased.lease()]
  leased.drop()
  one()
  one()
  expect(store.lengthFrames).toBe(100)
  other()
  expect(store.lengthFrames).toBe(0)
})

test('a store that nobody reads gives its room back at once', () => {
  const store = storeOf(100)
  new LeasedStore(store).drop()
  expect(store.lengthFrames).toBe(0)
})

test('a store that was not dropped stays, however many have read it', () => {
  const store = storeOf(100)
  new LeasedStore(store).lease()()
  expect(store.lengthFrames).toBe(100)
})
