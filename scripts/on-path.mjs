// Finding programs the way a shell does.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

/**
 * Full path of the first of `names` found on PATH (and where system packages put servers), or null.
 * @param {...string} names
 * @returns {string | null}
 */
export const onPath = (...names) => {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].filter(
    Boolean,
  )
  for (const name of names)
    for (const folder of folders) {
      const path = join(folder, name)
      if (isExecutable(path)) return path
    }
  return null
}

/** Chromium that never draws a window: every page costs it a ninth less. */
const HEADLESS = 'chromium-headless-shell'

/** Chromium or a browser built from it, or null. */
export const findBrowser = () =>
  onPath(
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    HEADLESS,
  )

/** The same, for pages that nobody looks at: without windows of its own, where there is one, as Playwright's own is. */
export const findTestBrowser = () => onPath(HEADLESS) ?? findBrowser()

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
