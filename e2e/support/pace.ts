import type { Page } from '@playwright/test'

/** What the work below takes where the limits in milliseconds were set, ms. */
const REFERENCE_MS = 25
const TURNS = 7

/**
 * How many times slower than there this page's main thread computes, at least 1: a limit in milliseconds times this
 * is a ratio, of what is judged to a fixed piece of work in the same run. The fastest of some turns counts, so that
 * what others do on this machine does not widen a limit.
 */
export const paceOf = async (page: Page): Promise<number> => {
  const fastestMs = await page.evaluate((turns) => {
    const work = (): number => {
      const table = new Float64Array(4096)
      const before = performance.now()
      for (let i = 0; i < 10_000_000; i++) {
        const at = i & 4095
        table[at] = Math.sqrt((table[(at + 1) & 4095] ?? 0) + i)
      }
      return performance.now() - before
    }
    return Math.min(...Array.from({ length: turns }, work))
  }, TURNS)
  return Math.max(1, fastestMs / REFERENCE_MS)
}
