import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { noise, silence } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000

const file = (name: string, channelCount: number, seconds: number, source = noise(0.2)) => ({
  name,
  buffer: wav({
    sampleRate: RATE,
    channelCount,
    format: 'int16',
    lengthFrames: seconds * RATE,
    source,
  }),
})

for (const [size, viewport] of [
  ['1280×800', { width: 1280, height: 800 }],
  ['390×844', { width: 390, height: 844 }],
] as const)
  test.describe(`the price of loudness, ${size}`, () => {
    test.use({ viewport })

    test('is a curve in words as well, and its target is set when the hand lets go', async ({
      app,
      page,
    }) => {
      await page.getByRole('button', { name: 'Try the demo track' }).click()
      await app.waitUntilIdle()
      const curve = page.getByRole('img', { name: 'Price of loudness' })
      await expect(curve).toHaveAccessibleDescription(/−10\.0 LUFS: .* from loudness to peak\./)
      // What nobody sees is not measured.
      await expect(curve).not.toHaveAccessibleDescription(/damage/)
      await curve.scrollIntoViewIfNeeded()
      await expect(curve).toHaveAccessibleDescription(
        /LUFS is the loudest that costs nothing audible\. .*−10\.0 LUFS: .* damage /,
      )
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBe(viewport.width)
      await expectAccessible(page, 'price')

      const target = page.getByRole('spinbutton', { name: 'Target loudness' })
      const slider = page.getByRole('slider', { name: 'Target on the price curve' })
      await expect(slider).toHaveValue('-14')
      await slider.focus()
      await page.keyboard.down('ArrowRight')
      await expect(slider).toHaveValue('-13.5')
      await expect(target).toHaveValue('-14.0')
      await page.keyboard.up('ArrowRight')
      await expect(target).toHaveValue('-13.5')
      await expect(page.getByRole('combobox', { name: 'Destination' })).toHaveValue('custom')
      await app.waitUntilIdle()
      await expect(app.landing).toContainText('−13.5')

      await slider.fill('-9')
      await expect(target).toHaveValue('-9.0')
      await expect(slider).toHaveAttribute('aria-valuetext', /−9\.0 LUFS: .* damage /)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(slider).toHaveValue('-13.5')

      // A place on the curve is the target as well, heard while the hand is down.
      const box = await curve.boundingBox()
      if (!box) throw new Error('no curve')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await expect(slider).toHaveValue('-13')
      await expect(target).toHaveValue('-13.5')
      await page.mouse.up()
      await expect(target).toHaveValue('-13.0')
    })
  })

test('a second of mono has a price; silence says why it has none', async ({ app, page }) => {
  await app.open(file('Second.wav', 1, 1), file('Silence.wav', 2, 2, silence))
  await app.waitUntilIdle()
  const curve = page.getByRole('img', { name: 'Price of loudness' })
  await curve.scrollIntoViewIfNeeded()
  await expect(curve).toHaveAccessibleDescription(/costs nothing audible/)
  await page.getByRole('option', { name: /Silence/ }).click()
  await app.waitUntilIdle()
  await expect(page.getByRole('region', { name: 'What loudness costs' })).toContainText('silent')
  await expect(curve).toHaveCount(0)
})
