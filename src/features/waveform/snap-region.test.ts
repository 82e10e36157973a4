import { expect, test } from 'vitest'
import { snapRegion } from './snap-region'

const PLACES = [0, 12, 30]

test('edges near a boundary go there; others stay', () => {
  const near = { startSeconds: 11.7, endSeconds: 30.3 }
  expect(snapRegion(near, PLACES, 0.5)).toEqual({ startSeconds: 12, endSeconds: 30 })
  const far = { startSeconds: 5, endSeconds: 20 }
  expect(snapRegion(far, PLACES, 0.5)).toEqual(far)
  expect(snapRegion(near, [], 0.5)).toEqual(near)
})

test('a short loop about a boundary keeps its length', () => {
  const about = { startSeconds: 11.8, endSeconds: 12.2 }
  expect(snapRegion(about, PLACES, 0.5)).toEqual(about)
})
