import { expect, it } from 'vitest'
import { pagesOf } from '../../analysis/envelope'
import { limitedStretches } from './limited-stretches'

const peak = Float32Array.from([0, 0.2, 0.9, 1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.8, 0.95, 0])
const pages = pagesOf({ energy: peak, peak }, 0)

it('finds the hops at or over a level, near ones as one stretch', () => {
  const { stretches } = limitedStretches({ pages, hopFrames: 48 }, null, 0.8)
  expect(stretches).toEqual([
    { first: 2, end: 4 },
    { first: 10, end: 12 },
  ])
  expect(limitedStretches({ pages, hopFrames: 48 }, null, 1.1).stretches).toEqual([])
})

it('looks behind the gains, and gives each hop the smallest of those around it', () => {
  const gain = new Float32Array(peak.length).fill(1)
  gain[3] = 0.5
  const { stretches, gainAround } = limitedStretches(
    { pages, hopFrames: 48 },
    (hop) => gain[hop] ?? 1,
    0.85,
  )
  expect(stretches).toEqual([
    { first: 2, end: 3 },
    { first: 11, end: 12 },
  ])
  expect([1, 2, 3, 4, 5].map(gainAround)).toEqual([1, 0.5, 0.5, 0.5, 1])
  expect(gainAround(-5)).toBe(1)
  expect(gainAround(1000)).toBe(1)
})
