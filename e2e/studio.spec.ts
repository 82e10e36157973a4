import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100
const FILE = {
  name: 'noise.wav',
  buffer: wav({
    sampleRate: RATE,
    channelCount: 2,
    format: 'int16',
    lengthFrames: 4 * RATE,
    source: noise(0.1, 5),
  }),
}

/** The page's coin falls as told, in order; then heads for ever. */
const forceCoin = async (page: Page, falls: readonly boolean[]): Promise<void> => {
  await page.addInitScript(
    (told: boolean[]) => {
      const real = crypto.getRandomValues.bind(crypto)
      crypto.getRandomValues = ((array: Uint8Array) => {
        if (array.length !== 1) return real(array as Uint8Array<ArrayBuffer>)
        array[0] = told.shift() ? 1 : 0
        return array
      }) as typeof crypto.getRandomValues
    },
    [...falls],
  )
}

const version = (page: Page, id: string) =>
  page
    .getByRole('radiogroup', { name: 'Version' })
    .getByRole('radio', { name: new RegExp(`^Version ${id}`) })
const target = (page: Page) => page.getByRole('spinbutton', { name: 'Target loudness' })

test('versions, blind tests and the keys', async ({ app, page }) => {
  await expectAccessible(page, 'first visit')
  // Swapped; then X is second, first, second, second, first.
  await forceCoin(page, [true, true, false, true, true, false])
  await app.visit()
  await app.open(FILE)
  await app.waitUntilIdle()
  const dialog = page.getByRole('dialog', { name: 'Blind test' })

  await test.step('a blind test in a forced order, by keyboard: counted, and revealed at the end', async () => {
    await page.keyboard.press('b')
    await dialog.getByRole('combobox', { name: 'Trials' }).selectOption('5')
    await expectAccessible(page, 'blind test, chosen')
    await dialog.getByRole('button', { name: 'Start' }).press('Enter')

    await expect(dialog.getByRole('status')).toHaveText('Trial 1 of 5')
    await expectAccessible(page, 'blind test, under way')
    const hearing = dialog.getByRole('radiogroup', { name: 'Now hearing' })
    for (const [key, name] of [
      ['x', 'X'],
      ['2', 'Second'],
      ['1', 'First'],
    ] as const) {
      await page.keyboard.press(key)
      await expect(hearing.getByRole('radio', { name, exact: true })).toBeChecked()
    }
    for (const [index, key] of ['s', 'f', 's', 's', 's'].entries()) {
      await expect(dialog.getByRole('status')).toHaveText(`Trial ${index + 1} of 5`)
      await expect(dialog, 'nothing is told before the end').not.toContainText('right')
      await page.keyboard.press(key)
    }
    await expect(dialog.getByRole('status')).toContainText('4 of 5 right')
    await expect(dialog.getByRole('status')).toContainText('p = 0.1875')
    await expect(dialog).toContainText('First was: Master. Second was: Original.')
    await expectAccessible(page, 'blind test, revealed')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('versions by mouse: switched, edited, copied, undone', async () => {
    await app.target(-20, -1)
    await version(page, 'B').click()
    await expect(version(page, 'B')).toBeChecked()
    await expect(target(page), 'B starts as a copy of A').toHaveValue('-20.0')
    await app.target(-18, -1)
    await version(page, 'A').click()
    await expect(target(page), 'A is as it was').toHaveValue('-20.0')

    await page.getByRole('button', { name: 'Copy version A to…' }).click()
    await expectAccessible(page, 'copying a version')
    await page.getByRole('button', { name: /^Copy A to B/ }).click()
    await expect(version(page, 'A'), 'copying stays where it is').toBeChecked()
    await version(page, 'B').click()
    await expect(target(page)).toHaveValue('-20.0')

    const undo = page.getByRole('button', { name: 'Undo' })
    await undo.click()
    await expect(version(page, 'A'), 'going to B is undone').toBeChecked()
    await undo.click()
    await version(page, 'B').click()
    await expect(target(page), 'what the copy replaced is back').toHaveValue('-18.0')
    await app.waitUntilIdle()
    expect(
      Math.abs(((await app.measured('Integrated loudness', 'Master')) ?? 0) + 18),
    ).toBeLessThan(0.06)
    await expectAccessible(page, 'working')
  })

  await test.step('a blind test of two versions masters what is missing and leaves the page as it was', async () => {
    await page.keyboard.press('Shift+B')
    await app.target(-24, -1)
    await page.getByRole('button', { name: 'Blind test' }).click()
    await dialog.getByRole('combobox', { name: 'One sound' }).selectOption('A')
    await dialog.getByRole('combobox', { name: 'Other sound' }).selectOption('B')
    await dialog.getByRole('combobox', { name: 'Trials' }).selectOption('5')
    await dialog.getByRole('button', { name: 'Start' }).click()
    for (let trial = 1; trial <= 5; trial++) {
      await expect(dialog.getByRole('status')).toHaveText(`Trial ${trial} of 5`)
      await dialog.getByRole('button', { name: 'X is First' }).click()
    }
    await expect(dialog.getByRole('status')).toContainText('of 5 right')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await app.waitUntilIdle()
    await expect(target(page)).toHaveValue('-24.0')
    expect(
      Math.abs(((await app.measured('Integrated loudness', 'Master')) ?? 0) + 24),
    ).toBeLessThan(0.06)
  })

  await test.step('versions and listening by keyboard alone, and the sheet that says how', async () => {
    await page.keyboard.press('Shift+C')
    await expect(version(page, 'C')).toBeChecked()
    await page.keyboard.press('Alt+Shift+KeyD')
    await expect(version(page, 'D')).toHaveAccessibleName('Version D')
    await expect(version(page, 'C')).toBeChecked()
    await page.keyboard.press('Control+z')
    await expect(version(page, 'D')).toHaveAccessibleName('Version D, not used yet')
    await page.keyboard.press('Shift+A')
    await expect(version(page, 'A')).toBeChecked()

    const output = page.getByRole('combobox', { name: 'Output' })
    await page.keyboard.press('m')
    await expect(output).toHaveValue('mono')
    await page.keyboard.press('s')
    await expect(output).toHaveValue('side')
    await page.keyboard.press('s')
    await expect(output).toHaveValue('stereo')
    await page.keyboard.press('l')
    await expect(page.getByRole('switch', { name: 'Loop' })).toBeChecked()
    await page.keyboard.press('2')
    await page.keyboard.press('h')
    const hearAll = page.getByRole('button', { name: /hear all/ })
    await expect(hearAll, 'the page says that one module is heard alone').toBeVisible()
    await expectAccessible(page, 'one module alone')
    await page.keyboard.press('h')
    await expect(hearAll).toHaveCount(0)

    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard' })
    await expect(sheet).toContainText('Version A')
    await expectAccessible(page, 'the sheet of keys')
    await sheet.getByRole('switch', { name: 'Single-letter keys' }).uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    await expect(output, 'letters are off').toHaveValue('stereo')
  })
})
