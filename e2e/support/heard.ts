/** Every run of zeros between sounds: where it begins, and its frames. */
export const silences = (heard: Float32Array): { from: number; frames: number }[] => {
  const found: { from: number; frames: number }[] = []
  let sounded = -1
  for (const [frame, sample] of heard.entries()) {
    if (sample === 0) continue
    if (sounded >= 0 && frame - sounded > 1)
      found.push({ from: sounded + 1, frames: frame - sounded - 1 })
    sounded = frame
  }
  return found
}

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
