// The bench page in headless Chromium, served on loopback under the production headers.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/on-path.mjs'
import { staticServer } from '../../scripts/static-server.mjs'
import {
  commandOf,
  cpuMsOf,
  forgetPeak,
  memoryOf,
  threadsCpuMsOf,
  touchedMb,
} from './processes.mjs'

/** The browser draws its own surface in a renderer, too. */
const BROWSER_UI = '--top-chrome-webui'
/** Long enough to tell a process by. */
const BUSY_MS = 200

/** @typedef {{ wallMs: number, cpuMs: number | null }} Time */

/**
 * Serves `folder` and opens its page; the worker in it starts at the first call.
 * @param {string} folder
 */
export const openInBrowser = async (folder) => {
  const server = staticServer(folder)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const executablePath = findBrowser()
  // A profile on disk: in a private window the origin's file system lies in memory.
  const profile = mkdtempSync(join(tmpdir(), 'bench-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const browser = context.browser()
  if (!browser) throw new Error('no browser')
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`http://127.0.0.1:${port}/`)
  page.setDefaultTimeout(0)
  const pid = await rendererOf(browser, page)

  /**
   * Calls the bench worker and takes the renderer's time meanwhile.
   * @param {string} name
   * @param {unknown[]} args
   */
  const call = async (name, ...args) => {
    const before = cpuMsOf(pid)
    const value = await page.evaluate(
      ([method, given]) => window.bench()[method](...given),
      [name, args],
    )
    const after = cpuMsOf(pid)
    return { value, cpuMs: before === null || after === null ? null : after - before }
  }
  return {
    version: browser.version(),
    rowNames: () => page.evaluate(() => window.rowNames()),
    open: (/** @type {[string, string, number, number]} */ ...args) => call('open', ...args),
    prepare: (/** @type {[string, string, number, number]} */ ...args) => call('prepare', ...args),
    step: (/** @type {[string, import('../subjects').Step]} */ ...args) => call('step', ...args),
    mix: (/** @type {[number, number]} */ ...args) => call('mix', ...args),
    /** @returns {Promise<Time>} */
    analyse: async (/** @type {string} */ name) => {
      const { value, cpuMs } = await call('analyse', name)
      return { wallMs: value, cpuMs }
    },
    /** @returns {Promise<Time & { facts: import('../subjects').MasterFacts }>} */
    master: async (/** @type {string} */ name) => {
      const { value, cpuMs } = await call('master', name)
      return { wallMs: value.ms, cpuMs, facts: value.facts }
    },
    digest: async (/** @type {string} */ name) => (await call('digest', name)).value,
    openPriced: (/** @type {[string, number, string]} */ ...args) => call('openPriced', ...args),
    /** `busiestMs`: CPU time of the thread that took most; null where that cannot be read. */
    price: async (/** @type {boolean} */ measured) => {
      const before = threadsCpuMsOf(pid)
      const { value, cpuMs } = await call('price', measured)
      const tookMs = [...(threadsCpuMsOf(pid) ?? [])].map(([id, ms]) => ms - (before?.get(id) ?? 0))
      const busiestMs = tookMs.length === 0 ? null : Math.max(...tookMs)
      return { wallMs: value.ms, cpuMs, busiestMs, price: value.price }
    },
    /** @returns {Promise<Time>} */
    chain: async (/** @type {string} */ row, /** @type {number} */ sampleRate) => {
      const { value, cpuMs } = await call('chain', row, sampleRate)
      return { wallMs: value, cpuMs }
    },
    memory: () => memoryOf(pid),
    forgetPeak: () => forgetPeak(pid),
    /** Megabytes (10⁶) that all processes of the browser have touched for the first time so far; null: not Linux. */
    touchedMb: () => touchedMb(profile),
    close: async () => {
      await context.close()
      server.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** The process that draws the page: the renderer that spends the most CPU while the page is busy. */
const rendererOf = async (browser, page) => {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter(
    ({ id, type }) => type === 'renderer' && !commandOf(id).includes(BROWSER_UI),
  )
  const before = renderers.map(({ id }) => cpuMsOf(id) ?? 0)
  await page.evaluate((ms) => {
    const end = performance.now() + ms
    while (performance.now() < end);
  }, BUSY_MS)
  const spent = renderers.map(({ id }, index) => ({
    id,
    tookMs: (cpuMsOf(id) ?? 0) - (before[index] ?? 0),
  }))
  const [most] = spent.sort((a, b) => b.tookMs - a.tookMs)
  if (!most) throw new Error('no renderer')
  return most.id
}
