import { expect, test } from 'vitest'
import { MemoryPcmStore } from '../core/memory-pcm-store'
import { seededNoise } from '../dsp/testing/seeded-noise'
import { PAGE_HOPS, pageAt, pagesOf } from './envelope'
import { storedPages } from './stored-pages'

const HOPS = 20 * PAGE_HOPS + 777
const random = seededNoise(12)
const energy = Float32Array.from({ length: HOPS }, random)
const peak = Float32Array.from({ length: HOPS }, random)
/** As segments leave them: of any length. */
const cut = (from: number, to: number) =>
  pagesOf({ energy: energy.subarray(from, to), peak: peak.subarray(from, to) }, from)
const pages = [...cut(0, 3), ...cut(3, 9), ...cut(9, 50_001), ...cut(50_001, HOPS)]

test('pages in a store say what they said before, forwards, backwards and hop by hop', () => {
  const stored = storedPages(pages, new MemoryPcmStore(1000, 2, false))
  expect(stored.map(({ firstHop }) => firstHop)).toEqual(pages.map(({ firstHop }) => firstHop))
  const isSame = (index: number): boolean =>
    ['energy' as const, 'peak' as const].every((key) => {
      const [now = [], before = []] = [stored[index]?.[key], pages[index]?.[key]]
      return now.length === before.length && now.every((value, at) => value === before[at])
    })
  const order = pages.map((_, index) => index)
  expect(order.every(isSame)).toBe(true)
  expect(order.toReversed().every(isSame)).toBe(true)
  for (const hop of [0, 8, 9, 50_000, 50_001, HOPS - 1, 4, HOPS])
    expect(pageAt(stored, hop, 0)).toBe(pageAt(pages, hop, 0))
})

test('a page is valid while seven others are asked', () => {
  const stored = storedPages(pages, new MemoryPcmStore(1000, 2, false))
  const third = stored[3]?.peak
  for (const page of stored.slice(4, 11)) expect(page.peak).toHaveLength(page.energy.length)
  expect(third).toEqual(pages[3]?.peak)
  expect(stored[3]?.peak).toBe(third)
})
