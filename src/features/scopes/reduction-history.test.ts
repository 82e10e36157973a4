import { describe, expect, it } from 'vitest'
import { ReductionHistory } from './reduction-history'

const frame = (limiter: number, ...multiband: number[]) => [
  ...(multiband.length > 0 ? [{ moduleId: 'multiband', reductionDb: multiband }] : []),
  { moduleId: 'limiter', reductionDb: [limiter] },
]

describe('the history of gain reduction', () => {
  it('keeps the newest values per band, oldest falling out', () => {
    const history = new ReductionHistory(4)
    for (let n = 1; n <= 6; n++) history.push(frame(n, 10 * n, 20 * n), n)
    expect(history.rows.map(({ moduleId, band }) => `${moduleId} ${band}`)).toEqual([
      'multiband 0',
      'multiband 1',
      'limiter 0',
    ])
    const [low, high, limiter] = history.rows
    if (!low || !high || !limiter) throw new Error('no rows')
    expect([0, 1, 2, 3].map((age) => history.at(limiter, age))).toEqual([6, 5, 4, 3])
    expect(history.at(high, 1)).toBe(100)
    expect(history.largest(low)).toBe(60)
    expect(history.timeAt(3)).toBe(3)
  })

  it('forgets bands that are gone and starts new ones at nothing', () => {
    const history = new ReductionHistory(4)
    history.push(frame(1, 5), 1)
    history.push(frame(2), 2)
    expect(history.rows).toHaveLength(1)
    history.push(frame(3, 7), 3)
    const [multiband, limiter] = history.rows
    if (!multiband || !limiter) throw new Error('no rows')
    expect([0, 1, 2].map((age) => history.at(multiband, age))).toEqual([7, 0, 0])
    expect([0, 1, 2].map((age) => history.at(limiter, age))).toEqual([3, 2, 1])
  })
})
