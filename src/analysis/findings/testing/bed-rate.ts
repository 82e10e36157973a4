/** Rate of the signals that faults are laid over, Hz. */
export const BED_RATE = 48_000
