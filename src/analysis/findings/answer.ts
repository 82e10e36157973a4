import { type Finding, type Found, MOST_PLACES, type NotMeasuredReason } from './finding'

/** A finding without its kind: what a detector says. */
export type Answer = Finding extends infer F ? (F extends Finding ? Omit<F, 'kind'> : never) : never

/** It was looked for, and is not there. */
export const NOT_FOUND: Answer = { state: 'not-found' }

/** Nobody can say, and why. */
export const notMeasured = (reason: NotMeasuredReason): Answer => ({
  state: 'not-measured',
  reason,
})

/**
 * Degree and certainty are held within 0…1, places to the first MOST_PLACES. Nothing is worse than it is certain: what may be
 * the arrangement's intent is not called severe.
 */
export const found = (
  degree: number,
  value: number | null,
  unit: Found['unit'],
  more: Partial<Pick<Found, 'certainty' | 'bandHz' | 'standing' | 'places'>> = {},
): Answer => {
  const certainty = unitOf(more.certainty ?? 1)
  return {
    state: 'found',
    degree: Math.min(unitOf(degree), certainty),
    certainty,
    value,
    unit,
    bandHz: more.bandHz ?? null,
    standing: more.standing ?? null,
    places: (more.places ?? []).slice(0, MOST_PLACES),
  }
}

const unitOf = (value: number): number => Math.min(1, Math.max(0, value))
