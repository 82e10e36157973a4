/** How a character bends the ballistics that the controls ask for. */
export interface LimiterCharacter {
  readonly attackScale: number
  readonly holdScale: number
  readonly releaseScale: number
  /** Program-dependent mode: time in which sustained reduction charges the slow stage. */
  readonly chargeMs: number
  /** Program-dependent mode: the slow release as a multiple of the fast one. */
  readonly slowScale: number
  /** Program-dependent mode: the slow release holds the gain down by no more than this beyond the fast one, dB. */
  readonly slowMostDb: number
  /** Program-dependent mode: hold and release of what is not low, as shares of the controls. */
  readonly quickHoldScale: number
  readonly quickReleaseScale: number
  /** What cancelling peaks may cost to begin with, dB; the landing raises it where turning down alone would not get there. */
  readonly budgetDb: number
}

/**
 * Transparent takes the controls as they are for what is low, and half of them for the rest. Punchy ducks for a shorter time around a
 * peak, so that more of the blow itself is left. Loud lets go soonest, so that the average stays up; what is low pays for it first.
 * Masked lets the ear decide: peaks that the sound covers are cancelled, and only what it does not cover is turned down.
 */
export const CHARACTERS = {
  masked: {
    attackScale: 1,
    holdScale: 1,
    releaseScale: 0.7,
    chargeMs: 250,
    slowScale: 5,
    slowMostDb: 3,
    quickHoldScale: 0.15,
    quickReleaseScale: 0.25,
    budgetDb: 0,
  },
  transparent: {
    attackScale: 1,
    holdScale: 1,
    releaseScale: 1,
    chargeMs: 250,
    slowScale: 6,
    slowMostDb: 4,
    quickHoldScale: 0.35,
    quickReleaseScale: 0.5,
    budgetDb: -60,
  },
  punchy: {
    attackScale: 0.4,
    holdScale: 0.75,
    releaseScale: 0.6,
    chargeMs: 500,
    slowScale: 4,
    slowMostDb: 2,
    quickHoldScale: 0.1,
    quickReleaseScale: 0.25,
    budgetDb: -60,
  },
  loud: {
    attackScale: 0.75,
    holdScale: 0.75,
    releaseScale: 0.4,
    chargeMs: 800,
    slowScale: 3,
    slowMostDb: 1,
    quickHoldScale: 0,
    quickReleaseScale: 0.1,
    budgetDb: -60,
  },
} as const satisfies Record<string, LimiterCharacter>
