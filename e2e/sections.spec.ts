import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

test('the sections of a track lie over its overview; a press loops one, another lets it go', async ({
  app,
  page,
}) => {
  await page.getByRole('button', { name: 'Try the demo track' }).click()
  await app.waitUntilIdle()
  const strip = page.getByRole('group', { name: 'Sections' })
  await expect(strip.getByRole('button')).not.toHaveCount(0)
  const loudest = strip.getByRole('button', { name: /^Loop loudest part, .* LUFS$/ }).first()
  const loop = page.getByRole('switch', { name: 'Loop' })
  await expect(loop).not.toBeChecked()
  await loudest.focus()
  await page.keyboard.press('Enter')
  await expect(loudest).toHaveAttribute('aria-pressed', 'true')
  await expect(loop).toBeChecked()
  await expectAccessible(page, 'a section looped')
  await loudest.click()
  await expect(loudest).toHaveAttribute('aria-pressed', 'false')

  // A loop that is drawn by hand ends where the section ends.
  const wave = await page.locator('.wave-area').boundingBox()
  const part = await loudest.boundingBox()
  if (!wave || !part) throw new Error('nothing to draw on')
  const y = wave.y + wave.height / 2
  await page.mouse.move(part.x + 4, y)
  await page.mouse.down()
  await page.mouse.move(part.x + part.width / 2, y)
  await page.mouse.move(part.x + part.width - 4, y)
  await page.mouse.up()
  await expect(loudest).toHaveAttribute('aria-pressed', 'true')
})

test('on a phone they lie over the course of loudness', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Try the demo track' }).click()
  await app.waitUntilIdle()
  const strip = page.getByRole('group', { name: 'Sections' })
  await expect(strip).toHaveCount(1)
  const loudest = strip.getByRole('button', { name: /^Loop loudest part, .* LUFS$/ }).first()
  await loudest.click()
  await expect(loudest).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('switch', { name: 'Loop', exact: true })).toBeChecked()
  const [over, under] = [
    await strip.boundingBox(),
    await page.getByRole('slider', { name: 'Loudness cursor' }).boundingBox(),
  ]
  expect(over?.x).toBe(under?.x)
  expect(over?.width).toBe(under?.width)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(page, 'sections on a phone')
})
