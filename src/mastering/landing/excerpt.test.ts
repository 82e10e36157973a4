import { expect, test } from 'vitest'
import { samplesOf, storeOf } from '../testing/mix'
import { excerptOf } from './excerpt'

test('an excerpt is its stretches one behind the other, read in pieces of any size', () => {
  const store = storeOf(8000, [Float32Array.from({ length: 100 }, (_, n) => n)])
  const excerpt = excerptOf(store, [
    { start: 10, end: 14 },
    { start: 50, end: 51 },
    { start: 90, end: 100 },
  ])
  const whole = [10, 11, 12, 13, 50, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99]
  expect(excerpt.lengthFrames).toBe(whole.length)
  expect([...(samplesOf(excerpt)[0] ?? [])]).toEqual(whole)
  for (const size of [1, 2, 3, 7]) {
    const found: number[] = []
    const block = new Float32Array(size)
    for (let at = 0; at < whole.length; ) {
      const read = excerpt.read(at, [block], size)
      found.push(...block.subarray(0, read))
      at += read
    }
    expect(found, `pieces of ${size}`).toEqual(whole)
  }
  expect(excerpt.read(whole.length, [new Float32Array(4)], 4)).toBe(0)
})
