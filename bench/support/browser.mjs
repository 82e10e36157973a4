// The bench page in headless Chromium, served on loopback under the production headers.
import { chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/on-path.mjs'
import { staticServer } from '../../scripts/static-server.mjs'

/**
 * Opens `url` of the served folder in the page's worker.
 * @param {string} folder
 * @param {string} url
 * @param {number} hands threads beside the engine's own
 */
export const openInBrowser = async (folder, url, hands = 0) => {
  const server = staticServer(folder)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.evaluate(([path, count]) => window.bench.open(path, count), [url, hands])
  return {
    version: browser.version(),
    /** @returns {Promise<number>} wall milliseconds */
    analyse: () => page.evaluate(() => window.bench.analyse()),
    /** @returns {Promise<{ ms: number, facts: import('../subjects').MasterFacts }>} */
    master: () => page.evaluate(() => window.bench.master()),
    /** @returns {Promise<import('../subjects').Rendered>} */
    render: () => page.evaluate(() => window.bench.render()),
    close: async () => {
      await browser.close()
      server.close()
    },
  }
}
