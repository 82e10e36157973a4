/** Rates that are opened, mastered and delivered, Hz: from the telephone's to eight times a video's. */
export const LOWEST_RATE_HZ = 8_000
export const HIGHEST_RATE_HZ = 384_000

/** Can audio of this rate (Hz) be opened and delivered? */
export const isRateInReach = (sampleRate: number): boolean =>
  sampleRate >= LOWEST_RATE_HZ && sampleRate <= HIGHEST_RATE_HZ
