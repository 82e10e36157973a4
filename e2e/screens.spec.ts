import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible, expectReadable } from './support/accessible'
import { mix } from './support/kept-work'
import { noise, silence } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
const FOLDER = 'artifacts/screens'

const file = (name: string, channelCount: number, source: Parameters<typeof wav>[0]['source']) => ({
  name,
  buffer: wav({ sampleRate: RATE, channelCount, format: 'int16', lengthFrames: 2 * RATE, source }),
})

const wear = async (page: Page, theme: 'dark' | 'light'): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

const DESK = { name: 'desk', width: 1280, height: 800 } as const
const PHONE = { name: 'phone', width: 390, height: 844 } as const

const picture = async (
  page: Page,
  state: string,
  theme: 'dark' | 'light',
  size: typeof DESK | typeof PHONE,
): Promise<void> => {
  await wear(page, theme)
  await page.setViewportSize(size)
  await page.screenshot({ path: `${FOLDER}/${state}-${theme}-${size.name}.png` })
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), state)
    .toBe(size.width)
}

/** The state as a picture of each theme and size to look at; fits the width, and axe finds nothing. The desk's size at last. */
const show = async (page: Page, state: string): Promise<void> => {
  await picture(page, state, 'dark', DESK)
  if (state === 'mastered')
    expect(await page.evaluate(() => document.documentElement.scrollHeight), state).toBe(
      DESK.height,
    )
  await expectAccessible(page, `${state}, desk`)
  await picture(page, state, 'dark', PHONE)
  await expectAccessible(page, `${state}, phone`)
  await picture(page, state, 'light', PHONE)
  await expectReadable(page, `${state}, phone`)
  await picture(page, state, 'light', DESK)
  await expectReadable(page, `${state}, desk`)
}

/** While it plays, with each of the plots: `plots.spec.ts`. */
test('the main states as pictures, in both themes and at both sizes', async ({ app, page }) => {
  mkdirSync(FOLDER, { recursive: true })
  const toggle = page.getByRole('button', { name: /^Theme: / })
  while ((await toggle.getAttribute('aria-label')) !== 'Theme: system') await toggle.click()
  await show(page, 'empty')

  await app.open(mix('Mix.wav', 8, 0.5))
  await app.waitUntilIdle()
  await show(page, 'mastered')

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
