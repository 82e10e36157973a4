/**
 * Seeded uniform numbers in [0, 1): xorshift32.
 * @param {number} seed any integer but 0
 * @returns {() => number}
 */
export const random = (seed) => {
  let state = seed | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
