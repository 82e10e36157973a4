import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { paceOf } from './support/pace'
import {
  drawingTimes,
  LONGEST_DRAWING_MS,
  openMix,
  SAMPLE_RATE,
  type Uncounted,
} from './support/plots'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const WHEEL_TURNS = 12
/** An edge of a loop lies where the pointer was: a sixtieth of the mix. */
const EDGE_SECONDS = 0.2

test('the waveforms: zoomed, looped, drawn, of the track and master that are shown', async ({
  app,
  page,
}) => {
  await openMix(app)

  await test.step('the waveform is zoomed, and a loop is drawn on it and moved by keys', async () => {
    const shown = page.getByRole('slider', { name: 'Shown part' })
    await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:12')
    const area = page.getByRole('slider', { name: 'Waveform cursor' })
    const box = await area.boundingBox()
    if (!box) throw new Error('the waveform has no place')
    const [left, right, middle] = [
      box.x + box.width / 3,
      box.x + (2 * box.width) / 3,
      box.y + box.height / 2,
    ]
    await page.mouse.move(left, middle)
    await page.mouse.down()
    await page.mouse.move(right, middle, { steps: 3 })
    await page.mouse.up()
    await expect(page.getByRole('switch', { name: 'Loop' })).toBeChecked()
    const start = page.getByRole('slider', { name: 'Loop start' })
    const end = page.getByRole('slider', { name: 'Loop end' })
    expect(Math.abs(Number(await start.getAttribute('aria-valuenow')) - 4)).toBeLessThan(
      EDGE_SECONDS,
    )
    expect(Math.abs(Number(await end.getAttribute('aria-valuenow')) - 8)).toBeLessThan(EDGE_SECONDS)
    await start.press('PageUp')
    expect(Math.abs(Number(await start.getAttribute('aria-valuenow')) - 5)).toBeLessThan(
      EDGE_SECONDS,
    )

    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:06')
    await shown.press('End')
    await expect(shown).toHaveAttribute('aria-valuetext', '0:06 to 0:12')
    await page.getByRole('button', { name: 'Zoom out' }).click()
    await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:12')
    await page.getByRole('button', { name: 'Clear loop region' }).click()
    await expect(start).toHaveCount(0)
  })

  await test.step('wavesurfer draws both waves from peaks alone, and zooming holds nobody up', async () => {
    const plot = page.getByRole('figure', { name: 'Waveforms' })
    const waves = plot.locator('.wave canvas')
    // Each wave has its canvas and the one that a progress would show.
    await expect(waves).toHaveCount(4)
    const drawn = await waves.evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement
        const context = (canvas as HTMLCanvasElement).getContext('2d')
        const pixels = context?.getImageData(0, 0, width, height).data ?? []
        let filled = 0
        for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 0) filled++
        return filled / Math.max(1, width * height)
      }),
    )
    for (const share of drawn) {
      expect(share).toBeGreaterThan(0.02)
      expect(share).toBeLessThan(0.98)
    }
    expect(await page.evaluate(() => document.querySelectorAll('audio[src]').length)).toBe(0)
    await plot.hover()
    const longestMs = LONGEST_DRAWING_MS * (await paceOf(page))
    await expect(async () => {
      // Each turn of the wheel is seen before the next: drawn one by one, however slow the page is.
      const timing = drawingTimes(page, WHEEL_TURNS / 2)
      for (let turn = 0; turn < WHEEL_TURNS; turn++) {
        await page.mouse.wheel(0, turn < WHEEL_TURNS / 2 ? -100 : 100)
        await page.evaluate(() => {
          const { uncountedFrame } = window as unknown as Uncounted
          return new Promise((resolve) => uncountedFrame(resolve))
        })
      }
      expect(Math.max(...(await timing)), 'longest task of drawing, ms').toBeLessThan(longestMs)
    }).toPass()
  })

  await test.step('the waves follow zoom, track and master', async () => {
    const half = 2 * SAMPLE_RATE
    const hiss = noise(0.4, 21)
    const buffer = wav({
      sampleRate: SAMPLE_RATE,
      format: 'int16',
      lengthFrames: 2 * half,
      source: (frame, channel) => (frame < half ? hiss(frame, channel) : 0),
    })
    await app.open({ name: 'Half.wav', buffer })
    await app.waitUntilIdle()
    /** How much of the left and the right half of a wave is filled. */
    const filled = (figure: string, index: number) =>
      page
        .getByRole('figure', { name: figure })
        .locator('.wave')
        .nth(index)
        .locator('canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const { width, height } = canvas
          const context = canvas.getContext('2d')
          const share = (from: number): number => {
            const pixels = context?.getImageData(from, 0, width / 2, height).data ?? []
            let count = 0
            for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 0) count++
            return count / Math.max(1, (width / 2) * height)
          }
          return { left: share(0), right: share(Math.floor(width / 2)) }
        })
    const [master, original] = [() => filled('Waveforms', 0), () => filled('Waveforms', 1)]
    const inFront = page.getByRole('figure', { name: 'Waveforms' }).locator('.wave.is-in-front')
    await expect(inFront, 'a louder master stands behind').toHaveCount(0)
    expect((await original()).right, 'the mix sounds to its end').toBeGreaterThan(0.05)
    await page.getByRole('option', { name: /Half/ }).click()
    await expect.poll(async () => (await original()).right, 'the other track').toBeLessThan(0.02)
    expect((await original()).left).toBeGreaterThan(0.2)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(async () => (await original()).right, 'the first half').toBeGreaterThan(0.2)
    await page.getByRole('button', { name: 'Zoom out' }).click()
    await expect.poll(async () => (await original()).right, 'all of it').toBeLessThan(0.02)
    const before = (await master()).left
    await app.target(-30, -1)
    await expect.poll(async () => (await master()).left, 'the new master').toBeLessThan(before / 2)
    await expect(inFront, 'a quieter one before').toHaveCount(1)
  })

  await test.step('a peak between samples over full scale is marked at its figure and said of the waveform', async () => {
    // Every sample of this tone lies 3 dB below its crest.
    const buffer = wav({
      sampleRate: SAMPLE_RATE,
      format: 'int16',
      lengthFrames: 88_000,
      source: (frame) =>
        1.3 *
        Math.min(1, frame / 4000, 22 - frame / 4000) *
        Math.sin((Math.PI * frame) / 2 + Math.PI / 4),
    })
    await app.open({ name: 'Between.wav', buffer })
    await app.waitUntilIdle()
    await page.getByRole('option', { name: /Between/ }).click()
    const row = app.measurements.getByRole('row', { name: 'True peak' })
    await expect(row.getByRole('cell').first()).toContainText('over full scale 2.2')
    await expect(row.getByRole('cell').last()).not.toContainText('over')
    await expect(page.getByRole('figure', { name: 'Waveforms' })).toContainText(
      /The original rises to 2\.2\d dBTP between samples/,
    )
    await expectAccessible(page, 'over full scale')
  })
})
