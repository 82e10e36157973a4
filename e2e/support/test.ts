import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Complaints, watchBrowser, watchContext } from './complaints'
import { MasteringPage } from './mastering-page'
import { test as base } from './slow'

interface Fixtures {
  /** The app, opened and ready. */
  readonly app: MasteringPage
  /** A folder for this test's files, removed afterwards. */
  readonly folder: string
  /** Fails the test when a page asked another machine, broke its policy or logged an error. */
  readonly clean: Complaints
}

export const test = base.extend<Fixtures>({
  clean: [
    async ({ context, browser }, use) => {
      const found: string[] = []
      await watchContext(context, found)
      const unwatch = watchBrowser(browser, found)
      await use({ found })
      unwatch()
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
