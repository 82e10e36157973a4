import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

const RATE = 48_000
const SECONDS = 6
const mix = syntheticMix({ seconds: SECONDS, sampleRate: RATE, drums: 0.5 })
/** In both channels, frames. */
const CLICKS = [100_777, 233_333]
const shifted = {
  name: 'Shifted.wav',
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'float32',
    lengthFrames: SECONDS * RATE,
    source: (frame, channel) =>
      (mix[channel]?.[frame] ?? 0) + (CLICKS.includes(frame) ? 0.5 : 0.02),
  }),
}

test('a proposal: three ways to go, a setting of one’s own, and moves that say why', async ({
  app,
  page,
}) => {
  await app.open(shifted)
  await app.waitUntilIdle()
  const list = page.getByRole('list', { name: 'Proposal' })

  await test.step('three proposals, one key apart, and the wanted one is rendered', async () => {
    const choice = page.getByRole('radiogroup', { name: 'Proposal' })
    await expect(choice.getByRole('radio', { name: 'Balanced' })).toBeChecked()
    await page.getByRole('button', { name: 'Play' }).click()
    await choice.getByRole('radio', { name: 'Dense' }).check()
    await expect(list.locator('[data-move="density"]')).toContainText('2.00:1')
    await page.keyboard.press('p')
    await expect(choice.getByRole('radio', { name: 'Open' })).toBeChecked()
    await expect(list.locator('[data-move="width"]')).toContainText(/110\s%/)
    const versions = page.getByRole('radiogroup', { name: 'Version' })
    await expect(versions.getByRole('radio', { name: 'Version C', exact: true })).toBeChecked()
    await page.keyboard.press('Shift+B')
    await expect(choice.getByRole('radio', { name: 'Dense' })).toBeChecked()
    await page.keyboard.press('Shift+A')
    await expect(choice.getByRole('radio', { name: 'Balanced' })).toBeChecked()
    await page.keyboard.press('Shift+C')
    await expect(choice.getByRole('radio', { name: 'Open' })).toBeChecked()
    await app.rest()
    await app.waitUntilIdle()
    expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-16, 1)
    await choice.getByRole('radio', { name: 'Dense' }).check()
    await expect(versions.getByRole('radio', { name: 'Version B' })).toBeChecked()
    await app.waitUntilIdle()
    expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-14, 1)
    await page.keyboard.press('Shift+A')
    await expect(choice.getByRole('radio', { name: 'Balanced' })).toBeChecked()
  })

  await test.step('a setting of one’s own survives another style', async () => {
    const own = page.getByRole('spinbutton', { name: 'Band 5 gain value' })
    const proposed = await own.inputValue()
    await own.fill('-3')
    await own.press('Enter')
    await page.getByRole('combobox', { name: 'Style' }).selectOption('Warm')
    await expect(page.getByRole('spinbutton', { name: 'Band 7 gain value' })).toHaveValue('-1.0')
    await expect(own).toHaveValue('-3.0')
    await page.getByRole('combobox', { name: 'Style' }).selectOption('Clean')
    await expect(list).toContainText('Nothing to do')
    await app.waitUntilIdle()
    for (let change = 0; change < 3; change++)
      await page.getByRole('button', { name: 'Undo' }).click()
    await expect(own).toHaveValue(proposed)
    await expect(page.getByRole('combobox', { name: 'Style' })).toHaveValue('balanced')
    await app.waitUntilIdle()
  })

  await test.step('moves say why, and are declined, softened, undone and heard alone', async () => {
    const offset = list.locator('[data-move="dc-offset"]')
    await expect(offset).toContainText(/−2\.0\d\s% left/)
    const declick = list.locator('[data-move="clicks"]')
    await expect(declick).toContainText('2 places mended')
    await expect(declick).toContainText('Predicted 0 places left, measured 0 places left')
    await expect(list.locator('[data-move="style-tone"]')).toContainText('Balanced at 50 %')
    // What it did is measured on the master.
    await expect(list.locator('[data-move="style-tone"]')).toContainText(
      /Predicted \+0\.\d\sdB, measured/,
    )
    await expectAccessible(page, 'proposal')

    const removed = page.getByRole('spinbutton', { name: 'Left DC offset removed value' })
    const glue = page.getByRole('spinbutton', { name: 'Ratio value', exact: true })
    const ratio = await glue.inputValue()
    await offset.getByRole('switch', { name: 'DC offset on' }).click()
    await expect(removed).toHaveValue('0.0000')
    await expect(glue).toHaveValue(ratio)
    await app.waitUntilIdle()
    expect(Math.abs((await app.measured('DC offset', 'Master')) ?? 0)).toBeGreaterThan(0.5)

    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(offset.getByRole('switch', { name: 'DC offset on' })).toBeChecked()
    await app.waitUntilIdle()
    expect(Math.abs((await app.measured('DC offset', 'Master')) ?? 1)).toBeLessThan(0.05)

    const amount = list.getByRole('slider', { name: 'Style tone amount' })
    await amount.press('Home')
    await expect(page.getByRole('spinbutton', { name: 'Band 7 gain value' })).toHaveValue('0.0')
    const air = page.getByRole('spinbutton', { name: 'Band 7 gain value' })
    await amount.press('End')
    await expect(air).toHaveValue('1.1')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(air).not.toHaveValue('1.1')
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect(air).toHaveValue('1.1')
    // Heard alone, a move whose amount was changed leaves the recipe as it is.
    const tone = list.locator('[data-move="style-tone"]')
    const toneAlone = tone.getByRole('button', { name: 'Hear only this' })
    await toneAlone.click()
    await expect(toneAlone).toHaveAttribute('aria-pressed', 'true')
    await expect(air).toHaveValue('1.1')
    await expect(glue).toHaveValue(ratio)
    await toneAlone.click()

    const alone = offset.getByRole('button', { name: 'Hear only this' })
    await alone.click()
    await expect(alone).toHaveAttribute('aria-pressed', 'true')
    await alone.click()
    await expect(alone).toHaveAttribute('aria-pressed', 'false')
    await app.waitUntilIdle()
  })
})
