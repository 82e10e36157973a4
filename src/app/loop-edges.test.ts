import { describe, expect, it } from 'vitest'
import { loopFrom, loopTo } from './loop-edges'

const DURATION_SECONDS = 10
const region = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds })

describe('the edges of a loop, set where the playhead is', () => {
  it('without a loop reach to the end and the start of the track', () => {
    expect(loopFrom(4, undefined, DURATION_SECONDS)).toEqual(region(4, 10))
    expect(loopTo(4, undefined, DURATION_SECONDS)).toEqual(region(0, 4))
  })

  it('move one edge and leave the other', () => {
    expect(loopFrom(3, region(2, 6), DURATION_SECONDS)).toEqual(region(3, 6))
    expect(loopTo(5, region(2, 6), DURATION_SECONDS)).toEqual(region(2, 5))
  })

  it('let go of an edge that would lie on the wrong side', () => {
    expect(loopFrom(7, region(2, 6), DURATION_SECONDS)).toEqual(region(7, 10))
    expect(loopTo(1, region(2, 6), DURATION_SECONDS)).toEqual(region(0, 1))
  })

  it('never make a loop shorter than a tenth of a second, nor one beyond the track', () => {
    expect(loopFrom(10, undefined, DURATION_SECONDS)).toEqual(region(9.9, 10))
    expect(loopTo(0, undefined, DURATION_SECONDS)).toEqual(region(0, 0.1))
    expect(loopTo(2.01, region(2, 10), DURATION_SECONDS)?.startSeconds).toBeCloseTo(1.91, 6)
    expect(loopFrom(5.99, region(2, 6), DURATION_SECONDS)?.endSeconds).toBeCloseTo(6.09, 6)
    expect(loopFrom(0, undefined, 0.05)).toBeNull()
    expect(loopTo(0, undefined, 0.05)).toBeNull()
  })
})
