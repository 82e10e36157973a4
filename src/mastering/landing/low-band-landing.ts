import type { Landing } from '../../chain/descriptor'

/** What of a landing is about the low band that is turned down alone. */
export type LowBandLanding = Required<Pick<Landing, 'lowBandDb' | 'lowBandReleaseMs'>>

/** The low band is never turned down alone. */
export const ALL_TURNED_DOWN: LowBandLanding = { lowBandDb: 0, lowBandReleaseMs: 0 }

/**
 * What the low band alone may be turned down by, and how soon it is let go. A kick of 0.9 under a pad moves it by 0.1 to 0.3 dB less than with 26 dB,
 * at the same grades. Let go within its own period it keeps more of its level, for harmonics that it masks itself: kicks under a pad grade
 * up to 1.6 better than with a hold of 12 ms and a release of 84.
 */
export const LOW_BAND_ALONE: LowBandLanding = { lowBandDb: 34, lowBandReleaseMs: 1 }

export const lowBandOf = ({ lowBandDb = 0, lowBandReleaseMs = 0 }: Landing): LowBandLanding => ({
  lowBandDb,
  lowBandReleaseMs,
})
