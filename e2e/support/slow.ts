import { test as base, type CDPSession, type Page } from '@playwright/test'

/** How many times slower the main thread of every page is made (`TRACKMASTER_SLOW=4`); 1: as it is. */
const SLOWED = Math.max(1, Number(process.env.TRACKMASTER_SLOW ?? 1) || 1)

const sessions = new WeakMap<Page, Promise<CDPSession>>()

const setRate = async (page: Page, rate: number): Promise<void> => {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  await (await session).send('Emulation.setCPUThrottlingRate', { rate })
}

/** Slows the page's main thread down by Chromium's own throttling; its workers and its sound stay as they are. */
export const slowDown = async (page: Page): Promise<void> => {
  if (SLOWED > 1) await setRate(page, SLOWED)
}

/** Runs `look` without the throttling, which burns the time that it takes away: CPU time would be its own. */
export const unthrottled = async <T>(page: Page, look: () => Promise<T>): Promise<T> => {
  if (SLOWED === 1) return look()
  await setRate(page, 1)
  try {
    return await look()
  } finally {
    await setRate(page, SLOWED)
  }
}

/** Playwright's test, whose pages are slowed down where that is asked for. */
export const test = base.extend({
  context: async ({ context }, use) => {
    context.on('page', (page) => void slowDown(page).catch(() => {}))
    await use(context)
  },
})
