/** Seeded uniform numbers in [−1, 1): a linear congruential generator (Numerical Recipes). */
export const seededNoise = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}
