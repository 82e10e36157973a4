/** How a character bends the ballistics that the controls ask for. */
export interface LimiterCharacter {
  readonly attackScale: number
  readonly holdScale: number
  readonly releaseScale: number
  /** Program-dependent mode: time in which sustained reduction charges the slow stage. */
  readonly chargeMs: number
  /** Program-dependent mode: the slow release as a multiple of the fast one. */
  readonly slowScale: number
  /** What cancelling peaks may cost to begin with, dB; the landing raises it where turning down alone would not get there. */
  readonly budgetDb: number
}

/**
 * Transparent takes the controls as they are (sources: limiter: attack 3…5, hold 10…20, release
 * 60…200 ms). Punchy ducks for a shorter time around a peak, so that more of the blow itself is
 * left. Loud lets go soonest, so that the average stays up; the bass pays for it first.
 * Masked lets the ear decide: peaks that the sound covers are cancelled, and only what it does not cover is turned down.
 */
export const CHARACTERS = {
  masked: {
    attackScale: 1,
    holdScale: 1,
    releaseScale: 0.7,
    chargeMs: 250,
    slowScale: 5,
    budgetDb: 0,
  },
  transparent: {
    attackScale: 1,
    holdScale: 1,
    releaseScale: 1,
    chargeMs: 250,
    slowScale: 6,
    budgetDb: -60,
  },
  punchy: {
    attackScale: 0.6,
    holdScale: 0.5,
    releaseScale: 0.8,
    chargeMs: 500,
    slowScale: 5,
    budgetDb: -60,
  },
  loud: {
    attackScale: 0.75,
    holdScale: 0.5,
    releaseScale: 0.5,
    chargeMs: 800,
    slowScale: 3,
    budgetDb: -60,
  },
} as const satisfies Record<string, LimiterCharacter>
