import { test as base, type Page } from '@playwright/test'

/** How many times slower the main thread of every page is made (`TRACKMASTER_SLOW=4`); 1: as it is. */
const SLOWED = Math.max(1, Number(process.env.TRACKMASTER_SLOW ?? 1) || 1)

/** Slows the page's main thread down by Chromium's own throttling; its workers and its sound stay as they are. */
export const slowDown = async (page: Page): Promise<void> => {
  if (SLOWED === 1) return
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
}

/** Playwright's test, whose pages are slowed down where that is asked for. */
export const test = base.extend({
  context: async ({ context }, use) => {
    context.on('page', (page) => void slowDown(page).catch(() => {}))
    await use(context)
  },
})
