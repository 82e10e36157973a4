import type { Page } from '@playwright/test'
import { expectAccessible, expectReadable } from './support/accessible'
import { paceOf } from './support/pace'
import { choose, drawingTimes, LONGEST_DRAWING_MS, openMix } from './support/plots'
import { expect, test } from './support/test'

const SIZES = [
  { name: 'desk', width: 1280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
] as const

/**
 * Every transition of colours is taken to its end: axe would look at what lies between. None is waited for: a page that
 * paints no frame meanwhile would keep the test for ever.
 */
const settleColours = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const transition of document.getAnimations()) transition.finish()
  })

test('plots are read, the equaliser is dragged, and meters move while it plays', async ({
  app,
  page,
}) => {
  await openMix(app)

  await test.step('plots are read by keyboard and by pointer, and say in words what they show', async () => {
    const spectrum = page.getByRole('figure', { name: 'Spectrum' })
    await expect(spectrum).toContainText(/Original: lows, 20 to 200 Hz, −\d/)
    await expect(spectrum).toContainText(/Master: lows/)
    const cursor = page.getByRole('slider', { name: 'Spectrum cursor' })
    await cursor.focus()
    await cursor.press('Home')
    await expect(cursor).toHaveAttribute('aria-valuetext', /^20\.\d Hz\nOriginal/)
    await cursor.press('PageDown')
    await cursor.press('ArrowRight')
    await expect(cursor).toHaveAttribute('aria-valuetext', /Hz\nOriginal −\d+\.\d dB\nMaster −/)
    await page.getByRole('checkbox', { name: '⅓ octave' }).check()
    await cursor.press('End')
    await expect(cursor).toHaveAttribute('aria-valuetext', /^19\.95 kHz/)

    await choose(page, 'View', 'Loudness')
    const loudness = page.getByRole('slider', { name: 'Loudness cursor' })
    await loudness.focus()
    await loudness.press('End')
    await expect(loudness).toHaveAttribute('aria-valuetext', /^0:12\.0\nOriginal M −\d/)
    // A click seeks.
    const box = await loudness.boundingBox()
    if (!box) throw new Error('the plot has no place')
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect.poll(() => app.positionSeconds()).toBeGreaterThan(5.6)
    expect(await app.positionSeconds()).toBeLessThan(6.4)
  })

  await test.step('a band of the equaliser is dragged, wheeled, reset and undone', async () => {
    const handle = page.locator('[data-band="5"]')
    const gain = page.getByRole('slider', { name: 'Band 5 gain', exact: true })
    const q = page.getByRole('slider', { name: 'Band 5 Q', exact: true })
    const frequency = page.getByRole('slider', { name: 'Band 5 frequency', exact: true })
    const [gainBefore, frequencyBefore] = [await gain.inputValue(), await frequency.inputValue()]
    const box = await handle.boundingBox()
    if (!box) throw new Error('the band has no place')
    await page.mouse.move(box.x + 9, box.y + 9)
    await page.mouse.down()
    await page.mouse.move(box.x + 29, box.y - 21)
    await page.mouse.up()
    await expect
      .poll(async () => Number(await gain.inputValue()))
      .toBeGreaterThan(Number(gainBefore) + 2)
    expect(Number(await frequency.inputValue())).toBeGreaterThan(Number(frequencyBefore))
    // One gesture is one step back.
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(gain).toHaveValue(gainBefore)
    await expect(frequency).toHaveValue(frequencyBefore)

    const narrowBefore = Number(await q.inputValue())
    await handle.hover()
    await page.mouse.wheel(0, -100)
    await expect.poll(async () => Number(await q.inputValue())).toBeGreaterThan(narrowBefore)
    await handle.dblclick()
    await expect(q).toHaveValue('0.71')
  })

  await test.step('meters and plots move while it plays, and drawing holds nobody up', async () => {
    // However slow the page is, the track does not end meanwhile.
    await page.keyboard.press('l')
    const longestMs = LONGEST_DRAWING_MS * (await paceOf(page))
    await page.getByRole('button', { name: 'Play' }).click()
    for (const meter of ['m', 's', 'tp'])
      await expect(page.locator(`[data-meter="${meter}"]`)).toHaveText(/^−\d+\.\d$/)
    await choose(page, 'Loudness unit', 'LU')
    await expect(page.locator('[data-meter="i"]')).toHaveText(/^[−+]?\d+\.\d$/)
    for (const plot of ['Spectrum', 'Reduction', 'Stereo']) {
      await choose(page, 'Plot', plot)
      // What drawing costs, it costs in every window; what others cost on this machine, it does not.
      await expect(async () => {
        const times = await drawingTimes(page, 40)
        expect(Math.max(...times), `${plot}: longest task of drawing, ms`).toBeLessThan(longestMs)
      }).toPass()
    }
    await choose(page, 'Plot', 'Reduction')
    const cursor = page.getByRole('slider', { name: 'Gain reduction cursor' })
    await cursor.focus()
    await cursor.press('End')
    await expect(cursor).toHaveAttribute('aria-valuetext', /^0:12\.0\n.*Limiter −?\d+\.\d dB/s)
    await expect(page.getByRole('figure', { name: 'Gain reduction' })).toContainText(
      /over the whole master.*Limiter −?\d+\.\d dB/,
    )
    // What is asked of a plot that has not drawn its first frame, it says with that frame.
    await page.getByRole('checkbox', { name: 'Whole track' }).evaluate(async (box) => {
      if (box instanceof HTMLElement) box.click()
      await Promise.resolve()
      const slider = document.querySelector('[aria-label="Gain reduction cursor"]')
      if (slider instanceof HTMLElement) slider.focus({ focusVisible: true })
      slider?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
    })
    await expect(cursor).toHaveAttribute('aria-valuetext', /^0\.0 s ago\n.*Limiter −?\d+\.\d dB/s)
    // The curve moves on under the cursor, and what is read there with it.
    const readout = cursor.locator('.plot-readout')
    const readBefore = await readout.textContent()
    expect(readBefore).toMatch(/^0\.0 s ago\n.*Limiter −?\d+\.\d dB/s)
    await expect(readout).not.toHaveText(readBefore ?? '')
    await app.rest()
  })

  for (const size of SIZES)
    await test.step(`nothing for axe to find, nothing to scroll sideways: ${size.name}`, async () => {
      await page.setViewportSize(size)
      await page.getByRole('button', { name: 'Play' }).click()
      await expect(page.locator('[data-meter="m"]')).toHaveText(/^−\d+\.\d$/)
      for (const theme of ['dark', 'light']) {
        const toggle = page.getByRole('button', { name: /^Theme/ })
        for (let turn = 0; turn < 3; turn++)
          if ((await page.locator('html').getAttribute('data-theme')) !== theme)
            await toggle.click()
        for (const [plot, view] of [
          ['Spectrum', 'Waveform'],
          ['Reduction', 'Loudness'],
          ['Stereo', 'Waveform'],
        ] as const) {
          await choose(page, 'Plot', plot)
          if (size.name === 'desk') await choose(page, 'View', view)
          // A phone has both at once.
          else
            await expect(page.getByRole('figure', { name: 'Loudness over time' })).toContainText(
              /LUFS/,
            )
          await settleColours(page)
          await page.screenshot({
            path: `artifacts/screenshots/plots-${size.name}-${theme}-${plot.toLowerCase()}.png`,
          })
          const expectFine = theme === 'dark' ? expectAccessible : expectReadable
          await expectFine(page, `${theme} ${plot}`)
        }
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await app.rest()
    })
})
