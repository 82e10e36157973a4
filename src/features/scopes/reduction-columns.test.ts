import { describe, expect, it } from 'vitest'
import { reductionColumns } from './reduction-columns'

const depths = (...values: Parameters<typeof reductionColumns>): number[] =>
  [...reductionColumns(...values)].filter((_, index) => index % 2 === 1)

describe('gain reduction in columns', () => {
  it('keeps the largest of the hops that share a column', () => {
    expect(depths(Float32Array.of(1, 3, 0, 2), 0.5, 2, 2)).toEqual([3, 2])
  })

  it('lets a long hop fill several columns', () => {
    expect(depths(Float32Array.of(1, 3), 1, 2, 4)).toEqual([1, 1, 3, 3])
  })

  it('of nothing is nothing taken off', () => {
    expect(depths(new Float32Array(0), 0.1, 0, 2)).toEqual([0, 0])
  })
})
