import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100

const FILE = {
  name: 'Order.wav',
  buffer: wav({
    sampleRate: RATE,
    format: 'int16',
    lengthFrames: 2 * RATE,
    source: noise(0.1, 5),
  }),
}

const stopsOf = (page: Page) => page.getByRole('list', { name: 'Signal order' }).getByRole('button')

test('modules are moved in the chain by keys and by dragging; de-click and input stay first, the limiter last', async ({
  app,
  page,
}) => {
  await app.open(FILE)
  await app.waitUntilIdle()
  const stops = stopsOf(page)
  const before = await stops.allTextContents()
  expect(before.slice(0, 4)).toEqual(['De-click', 'Input', 'Equaliser', 'Dynamic EQ'])

  const equaliser = page.getByRole('button', { name: /^Open Equaliser/ })
  await equaliser.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(stops.nth(3)).toHaveText('Equaliser')
  await expect(equaliser).toBeFocused()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(stops).toHaveText(before)

  await page.getByRole('button', { name: /^Open Limiter/ }).focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(stops).toHaveText(before)

  const from = await equaliser.boundingBox()
  const to = await page.getByRole('button', { name: /^Open Bus compressor/ }).boundingBox()
  if (!from || !to) throw new Error('a stop is not to be seen')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2 + 4, to.y + to.height / 2, { steps: 12 })
  await page.mouse.up()
  await expect(stops.nth(5)).toHaveText('Equaliser')
  await app.waitUntilIdle()
  await expect(app.landing).toContainText('LUFS')

  await page.keyboard.press('Control+z')
  await expect(stops).toHaveText(before)
})
