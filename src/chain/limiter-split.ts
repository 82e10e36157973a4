import type { ModuleSettings } from './descriptor'

/** The module that a landing drives: where a chain is split for rendering. */
export const LIMITER_ID = 'limiter'

/** The modules before the limiter and those from it on; without a limiter all of them stand before. */
export const splitAtLimiter = (
  modules: readonly ModuleSettings[],
): { readonly before: readonly ModuleSettings[]; readonly from: readonly ModuleSettings[] } => {
  const limiterAt = modules.findIndex(({ id }) => id === LIMITER_ID)
  const splitAt = limiterAt < 0 ? modules.length : limiterAt
  return { before: modules.slice(0, splitAt), from: modules.slice(splitAt) }
}
