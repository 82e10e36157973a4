/** The ballistics of the character Masked at the defaults of the controls, under −1 dBTP. */
export const MASKED_PARAMS = {
  ceiling: 10 ** (-1 / 20),
  attackMs: 4,
  holdMs: 12,
  releaseMs: 84,
  slow: { chargeMs: 250, releaseMs: 420 },
  link: 1,
} as const
