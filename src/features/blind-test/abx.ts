/** A coin that nobody can foresee: true and false equally likely. */
export type Coin = () => boolean

export type Sound = 'first' | 'second'

/** One question: which of the two X was, and what was said. */
export interface Trial {
  readonly x: Sound
  readonly answer: Sound | null
}

/** A test under way. Trials are drawn one by one; the last one is the open question until it is answered. */
export interface AbxTest {
  /** First and second are the chosen pair in turned order. */
  readonly swapped: boolean
  readonly plannedTrials: number
  readonly trials: readonly Trial[]
}

const drawn = (coin: Coin): Trial => ({ x: coin() ? 'second' : 'first', answer: null })

export const startTest = (plannedTrials: number, coin: Coin): AbxTest => ({
  swapped: coin(),
  plannedTrials,
  trials: [drawn(coin)],
})

/** Answers the open question; draws the next one while there are trials to come. */
export const answered = (test: AbxTest, answer: Sound, coin: Coin): AbxTest => {
  const open = test.trials.at(-1)
  if (!open || open.answer !== null) return test
  const trials = [...test.trials.slice(0, -1), { ...open, answer }]
  return {
    ...test,
    trials: trials.length < test.plannedTrials ? [...trials, drawn(coin)] : trials,
  }
}

/** Ends early: an open question is taken back. */
export const ended = (test: AbxTest): AbxTest => {
  const trials = test.trials.filter(({ answer }) => answer !== null)
  return { ...test, plannedTrials: trials.length, trials }
}

export interface Score {
  readonly right: number
  readonly total: number
  /** Probability of doing at least this well by guessing, 0…1. */
  readonly byChance: number
}

export const scoreOf = ({ trials }: AbxTest): Score => {
  const done = trials.filter(({ answer }) => answer !== null)
  const right = done.filter(({ x, answer }) => x === answer).length
  return { right, total: done.length, byChance: atLeastByChance(right, done.length) }
}

/**
 * P(at least `right` of `total` fair coin tosses come true): the exact binomial tail. Counts are whole
 * numbers below 2⁵³ for up to 50 tosses, so the sum is exact; no tosses give 1.
 */
export const atLeastByChance = (right: number, total: number): number => {
  let ways = 1
  let sum = 0
  for (let k = 0; k <= total; k++) {
    if (k >= right) sum += ways
    ways = (ways * (total - k)) / (k + 1)
  }
  return sum / 2 ** total
}

/** Below this the field calls a result significant. */
export const SIGNIFICANT = 0.05
