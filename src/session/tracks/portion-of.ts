import type { JobOptions } from '../../client/engine'

/** The share [from, to] of a larger job, for one of the calls that it makes. */
export const portionOf = (
  { signal, onProgress }: JobOptions,
  from: number,
  to: number,
): JobOptions => ({
  signal,
  onProgress: (fraction) => onProgress(from + (to - from) * fraction),
})
