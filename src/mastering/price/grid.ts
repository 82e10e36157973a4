import { LEAST_GRADE_SPEC } from '../../chain/target-specs'

/** The ends of the price curve and its grid. */
export const QUIETEST_LUFS = -20
export const LOUDEST_LUFS = -6
export const PRICE_STEP_LU = 1

/** From this grade down it is heard: where “Stop where it starts to hurt” stops. */
export const HEARD_GRADE = LEAST_GRADE_SPEC.default
