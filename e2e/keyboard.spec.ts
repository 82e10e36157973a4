import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100
const MOST_STOPS = 250

const FILE = {
  name: 'By hand.wav',
  mimeType: 'audio/wav',
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'int16',
    lengthFrames: 8 * RATE,
    source: noise(0.1, 11),
  }),
}

/** Walks with Tab, or back with Shift+Tab, until the control of this name has the focus. */
const tabTo = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      const label = labels ? element.labels?.[0]?.textContent : null
      return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
    })
    // A name may go on with what the control says or the key that it has, not with other words.
    if (focused === name || focused.startsWith(`${name} (`)) return
    await page.keyboard.press(key)
  }
  throw new Error(`no way to “${name}” by ${key}`)
}

test('the whole loop by keyboard alone: open, listen, aim, style, undo, play, export', async ({
  app,
  page,
}) => {
  // Asked for well ahead: a slow browser is told to hand choosers over only after a while.
  const chosen = page.waitForEvent('filechooser')
  await tabTo(page, 'Open audio…')
  await page.keyboard.press('Enter')
  await (await chosen).setFiles(FILE)
  await app.waitUntilIdle()
  await expect(app.landing).toContainText('LUFS')

  for (const [key, signal] of [
    ['1', 'Original'],
    ['3', 'Difference'],
    ['2', 'Master'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('radio', { name: signal, exact: true })).toBeChecked()
  }

  await tabTo(page, 'Target loudness')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('-18')
  await page.keyboard.press('Enter')
  await app.waitUntilIdle()
  expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-18, 1)

  const style = page.getByRole('combobox', { name: 'Style' })
  const before = await style.inputValue()
  await tabTo(page, 'Style')
  await page.keyboard.press('ArrowDown')
  await expect(style).not.toHaveValue(before)
  await page.keyboard.press('Control+z')
  await expect(style).toHaveValue(before)
  await app.waitUntilIdle()

  await tabTo(page, 'Play', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  await tabTo(page, 'Export…', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  await tabTo(page, 'Download')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ])
  expect(download.suggestedFilename()).toBe('By hand (master).wav')
})
