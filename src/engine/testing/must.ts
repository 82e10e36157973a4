import type { Outcome } from '../../core/outcome'

/** The value of an outcome that a test relies on. */
export const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}
