import { describe, expect, it } from 'vitest'
import { type AbxTest, answered, atLeastByChance, ended, scoreOf, startTest } from './abx'

/** Tosses what it is told, in order. */
const tosses = (...values: readonly boolean[]) => {
  let next = 0
  return () => values[next++] ?? false
}

describe('the binomial tail', () => {
  // Tables of the cumulative binomial distribution at p = 1/2, as printed with ABX comparators.
  it.each([
    [5, 5, 0.03125],
    [7, 8, 0.0352],
    [8, 10, 0.0547],
    [9, 10, 0.0107],
    [10, 12, 0.0193],
    [12, 16, 0.0384],
    [13, 16, 0.0106],
    [14, 16, 0.0021],
    [15, 20, 0.0207],
    [18, 25, 0.0216],
  ])('gives the published value for %i of %i', (right, total, published) => {
    expect(Math.abs(atLeastByChance(right, total) - published)).toBeLessThanOrEqual(5e-5)
  })

  // The fewest right answers at 95 % confidence, from the same tables.
  it.each([
    [5, 5],
    [8, 7],
    [10, 9],
    [12, 10],
    [16, 12],
    [20, 15],
    [25, 18],
    [50, 32],
  ])('of %i trials, %i are the fewest that are significant', (total, fewest) => {
    expect(atLeastByChance(fewest, total)).toBeLessThan(0.05)
    expect(atLeastByChance(fewest - 1, total)).toBeGreaterThan(0.05)
  })

  it('is certain for none, symmetric, and exact at the ends', () => {
    expect(atLeastByChance(0, 16)).toBe(1)
    expect(atLeastByChance(0, 0)).toBe(1)
    expect(atLeastByChance(16, 16)).toBe(2 ** -16)
    expect(atLeastByChance(50, 50)).toBe(2 ** -50)
    for (let k = 1; k <= 16; k++)
      expect(atLeastByChance(k, 16) + atLeastByChance(17 - k, 16)).toBeCloseTo(1, 15)
  })
})

describe('a blind test', () => {
  const say = (test: AbxTest, ...answers: ('first' | 'second')[]) =>
    answers.reduce((now, answer) => answered(now, answer, tosses(true)), test)

  it('draws the order and each X from the coin', () => {
    const test = startTest(3, tosses(true, false))
    expect(test).toMatchObject({ swapped: true, trials: [{ x: 'first', answer: null }] })
    expect(say(test, 'first').trials.at(-1)?.x).toBe('second')
  })

  it('asks as often as planned and counts what was right', () => {
    const done = say(startTest(3, tosses(false, false)), 'first', 'second', 'first')
    expect(done.trials).toHaveLength(3)
    expect(scoreOf(done)).toEqual({ right: 2, total: 3, byChance: 0.5 })
    expect(say(done, 'second')).toBe(done)
  })

  it('ends early with what was answered', () => {
    const stopped = ended(say(startTest(12, tosses()), 'first'))
    expect(stopped.trials).toHaveLength(1)
    expect(scoreOf(stopped).total).toBe(1)
  })
})
