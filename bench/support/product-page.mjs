// The built product in a browser of its own, driven as a person does, to see what its page takes beside the engine.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/on-path.mjs'
import { staticServer } from '../../scripts/static-server.mjs'
import { ownMb, touchedMb } from './processes.mjs'

const BUILT = 'dist/www'

/** Looked at so often, nothing at work each time: one job may follow another. */
const QUIET_LOOKS = 2
const QUIET_MS = 1500
const PLAYED_MS = 4000
/** A look at every animation frame, as Playwright has it, keeps the page drawing, and what that takes would be counted as the product's. */
const LOOK_MS = 500

/** Chromium's own windows: they begin beside the page, and would be counted as the product's. */
const OF_THE_BROWSER = 'WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled'

/** Nothing is at work. @param {import('@playwright/test').Page} page */
const untilQuiet = (page) =>
  page.waitForFunction(
    () => document.querySelector('main')?.getAttribute('aria-busy') !== 'true',
    null,
    { polling: LOOK_MS },
  )

/** Is there a build to be measured? */
export const isBuilt = () => existsSync(join(BUILT, 'index.html'))

/** The first page of a fresh profile on disk, at rest: its engine, its sound and what it keeps begin with the first file. */
export const openProduct = async () => {
  const server = staticServer(BUILT)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const executablePath = findBrowser()
  const profile = mkdtempSync(join(tmpdir(), 'bench-product-'))
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--disable-features=${OF_THE_BROWSER}`,
    ],
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(0)
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'networkidle' })
  // What is kept for use without a network belongs to the visit, not to the first file.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  return {
    /** Opens a file and waits for its master, and whatever follows by itself. @param {string} file */
    master: async (file) => {
      await page.getByLabel('Audio files').first().setInputFiles(file)
      await page.locator('button:enabled', { hasText: 'Export…' }).first().waitFor()
      await untilQuiet(page)
    },
    /** Opens files and waits until nothing is at work any more. @param {string[]} files */
    masterAll: async (files) => {
      await page.getByLabel('Audio files').first().setInputFiles(files)
      for (let looks = 0; looks < QUIET_LOOKS; looks++) {
        await page.waitForTimeout(QUIET_MS)
        await untilQuiet(page)
      }
    },
    /** Some seconds of the track that is shown. */
    play: async () => {
      await page.getByRole('button', { name: 'Play', exact: true }).click()
      await page.waitForTimeout(PLAYED_MS)
      await page.getByRole('button', { name: 'Pause' }).click()
    },
    /** Exports the master as the dialog stands. */
    export: async () => {
      await page.getByRole('button', { name: 'Export…' }).click()
      const downloading = page.waitForEvent('download')
      const dialog = page.getByRole('dialog', { name: 'Export' })
      await dialog.getByRole('button', { name: 'Download' }).click()
      await (await downloading).path()
      await page.keyboard.press('Escape')
    },
    touchedMb: () => touchedMb(profile),
    memoryMb: () => ownMb(profile),
    close: async () => {
      await context.close()
      server.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
