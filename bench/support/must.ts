import type { Outcome } from '../../src/core/outcome'

/** The value; a failure is thrown. */
export const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail ?? ''}`)
  return outcome.value
}
