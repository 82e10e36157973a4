import { describe, expect, it } from 'vitest'
import { loopRound } from './loop-round'

describe('the loop round a place', () => {
  it('has a second before and after a click', () => {
    expect(loopRound({ startSeconds: 12, endSeconds: 12 }, 60)).toEqual({
      startSeconds: 11,
      endSeconds: 13,
    })
  })

  it('stays within the track', () => {
    expect(loopRound({ startSeconds: 0.2, endSeconds: 9.9 }, 10)).toEqual({
      startSeconds: 0,
      endSeconds: 10,
    })
  })
})
