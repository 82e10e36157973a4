import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

test('the demo track: one press from the first visit to a master that is heard', async ({
  app,
  page,
}) => {
  await expect(page.getByRole('main')).toContainText('Nothing leaves this page')
  await page.getByRole('button', { name: 'Try the demo track' }).click()
  await expect(app.tracks.getByRole('option', { name: 'Demo mix.wav' })).toBeVisible()
  await app.waitUntilIdle()
  expect(await app.measured('Duration', 'Original')).toBe(30)
  expect(
    Math.abs(((await app.measured('Integrated loudness', 'Original')) ?? 0) + 20),
  ).toBeLessThan(1)
  await expect(app.landing).toContainText('On target.')
  await page.keyboard.press('Space')
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  await page.keyboard.press('Space')

  await test.step('the sections of a track lie over its overview; a press loops one, another lets it go', async () => {
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
    await loudest.click()
    await expect(loudest).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('on a phone it is one screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await expect
      .poll(
        () => page.evaluate(() => document.documentElement.scrollWidth),
        'no sideways scrolling',
      )
      .toBeLessThanOrEqual(390)
    const deck = await page.getByRole('region', { name: 'Transport' }).locator('..').boundingBox()
    expect(deck?.height, 'the waveform and the transport leave room').toBeLessThanOrEqual(200)
    // One screen: nothing is further away than one touch, and what is reached otherwise comes into view.
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(844)
    await expect(app.landing).toBeInViewport()
    const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('button')
    await expect(pages).toHaveText(['Target', 'Advice', 'Figures', 'Modules'])
    await pages.nth(2).click()
    await expect(app.measurements).toBeInViewport()
    await expect(pages.nth(2)).toHaveAttribute('aria-current', 'page')
    await page.getByRole('switch', { name: 'Equaliser on' }).setChecked(false)
    await expect(pages.nth(3)).toHaveAttribute('aria-current', 'page')
    await page.getByRole('combobox', { name: 'Destination' }).focus()
    await expect(pages.nth(0)).toHaveAttribute('aria-current', 'page')
    await expect(app.landing).toBeInViewport()
    await expectAccessible(page, 'phone')
  })

  await test.step('on a phone sections lie over the course of loudness', async () => {
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
})
