import type { Analysis } from '../../analysis/analysis'
import type { Fingerprint } from '../../analysis/fingerprint/fingerprint'
import { type MatchWish, STARTING_AMOUNTS } from '../../chain/match'
import type { withMatch } from './match-recipe'

/** What is wished of references before anybody said anything. */
export const FIRST_WISH: MatchWish = { weights: {}, amounts: STARTING_AMOUNTS }

/** What a track is matched by. */
export interface Measured {
  readonly analysis: Analysis
  readonly fingerprint: Fingerprint
}

/** … with the code that matches, which is loaded once there is a reference. */
export interface Matchable extends Measured {
  readonly withMatch: typeof withMatch
}
