import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { MasteringPage } from './mastering-page'
import { test as base } from './slow'

interface Fixtures {
  /** The app, opened and ready. */
  readonly app: MasteringPage
  /** A folder for this test's files, removed afterwards. */
  readonly folder: string
  /** Fails the test when the page asked another origin, broke its policy or logged an error. */
  readonly clean: Complaints
}

/** What the page did that it never should. A test that expects one removes it here. */
export interface Complaints {
  readonly found: string[]
}

export const test = base.extend<Fixtures>({
  clean: [
    async ({ page, baseURL }, use) => {
      const found: string[] = []
      const origin = new URL(baseURL ?? '').origin
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))
          found.push(`request left the origin: ${url}`)
      })
      page.on('console', (message) => {
        if (message.type() === 'error') found.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => found.push(`uncaught: ${error.message}`))
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`)
        })
      })
      await use({ found })
      expect(found, 'requests, policy and console stay clean').toEqual([])
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's form.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'trackmaster-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  app: async ({ page }, use) => {
    const app = new MasteringPage(page)
    await app.visit()
    await use(app)
  },
})

export { expect }
