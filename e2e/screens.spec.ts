import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible, expectReadable } from './support/accessible'
import { noise, silence } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
const FOLDER = 'artifacts/screens'

const file = (name: string, channelCount: number, source: Parameters<typeof wav>[0]['source']) => ({
  name,
  buffer: wav({ sampleRate: RATE, channelCount, format: 'int16', lengthFrames: 6 * RATE, source }),
})

const wear = async (page: Page, theme: 'dark' | 'light'): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

for (const [size, viewport] of [
  ['desk', { width: 1280, height: 800 }],
  ['phone', { width: 390, height: 844 }],
] as const)
  test.describe(`${viewport.width}×${viewport.height}`, () => {
    test.use({ viewport })

    /** The state as a picture of each theme to look at; fits the width, and axe finds nothing. */
    const show = async (page: Page, state: string): Promise<void> => {
      await wear(page, 'dark')
      await page.screenshot({ path: `${FOLDER}/${state}-dark-${size}.png` })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(
        viewport.width,
      )
      if (size === 'desk' && state === 'mastered')
        expect(await page.evaluate(() => document.documentElement.scrollHeight), state).toBe(
          viewport.height,
        )
      await expectAccessible(page, state)
      await wear(page, 'light')
      await page.screenshot({ path: `${FOLDER}/${state}-light-${size}.png` })
      await expectReadable(page, state)
    }

    test('the main states as pictures, in both themes', async ({ app, page }) => {
      mkdirSync(FOLDER, { recursive: true })
      const toggle = page.getByRole('button', { name: /^Theme: / })
      while ((await toggle.getAttribute('aria-label')) !== 'Theme: system') await toggle.click()
      await show(page, 'empty')

      await page.getByRole('button', { name: 'Try the demo track' }).click()
      await app.waitUntilIdle()
      await show(page, 'mastered')
      await page.getByRole('button', { name: 'Play' }).click()
      await expect.poll(() => app.positionSeconds()).toBeGreaterThan(1)
      await show(page, 'playing')
      await app.rest()

      // Nothing of taste stops it any more; without its limiter the ceiling does.
      const limiter = page.getByRole('switch', { name: 'Limiter on' })
      await limiter.click()
      await app.target(-5, -1)
      await expect(app.landing).toContainText('Missed')
      await show(page, 'missed')
      await app.target(-14, -1)
      await limiter.click()
      await app.waitUntilIdle()

      await page.getByRole('button', { name: 'Export…' }).click()
      await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
      await show(page, 'export')
      await page.keyboard.press('Escape')

      await app.open({ name: 'Not music.wav', buffer: Buffer.from('no music in here at all') })
      await expect(app.alerts.first()).toBeVisible()
      await show(page, 'error')

      await app.open(file('Silence.wav', 2, silence))
      await app.waitUntilIdle()
      await page.getByRole('option', { name: /Silence/ }).click()
      await show(page, 'silent')

      await app.open(file('One channel.wav', 1, noise(0.2)))
      await app.waitUntilIdle()
      await page.getByRole('option', { name: /One channel/ }).click()
      await expect(app.landing).toContainText('LUFS')
      await show(page, 'mono')
    })
  })
