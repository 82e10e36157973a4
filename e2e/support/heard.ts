/** Frames of the longest run of zeros: an underrun leaves at least one quantum of them. */
export const longestSilence = (heard: Float32Array): number => {
  let longest = 0
  let run = 0
  for (const sample of heard) {
    run = sample === 0 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
