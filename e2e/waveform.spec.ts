import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { longTone, SECONDS } from './support/long-tone'
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
    await expect(page.getByRole('switch', { name: 'Loop' })).not.toBeChecked()
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

  await test.step('I, O and Shift+L set, move and clear the loop where the playhead is, and it goes round', async () => {
    await app.open({ name: 'tone.wav', buffer: longTone })
    await app.waitUntilIdle()
    await page.getByRole('option', { name: /tone/ }).click()
    await app.waitUntilIdle()
    const position = page.getByRole('slider', { name: 'Position' })
    const loop = page.getByRole('switch', { name: 'Loop' })
    const edges = [
      page.getByRole('slider', { name: 'Loop start' }),
      page.getByRole('slider', { name: 'Loop end' }),
    ]
    const press = async (seconds: number, key: string): Promise<void> => {
      await position.fill(String(seconds))
      await page.keyboard.press(key)
    }
    const expectLoop = async (...seconds: readonly number[]): Promise<void> => {
      await expect(loop).toBeChecked()
      for (const [index, edge] of edges.entries())
        await expect(edge).toHaveAttribute('aria-valuenow', String(seconds[index]))
    }
    /** Looks until the position has gone back, which is from where the loop ends to where it starts; all that it was. */
    const rounds = async (): Promise<readonly number[]> => {
      const seen: number[] = []
      await expect(async () => {
        seen.push(await app.positionSeconds())
        const turn = seen.findIndex((seconds, i) => seconds < (seen[i - 1] ?? 0))
        expect(turn, 'it goes back to where the loop starts').toBeGreaterThan(0)
      }).toPass({ intervals: [50] })
      return seen
    }
    // On since the loop that was drawn; without one it is the whole track's.
    await page.keyboard.press('l')
    await expect(loop).not.toBeChecked()
    await press(2, 'i')
    await expectLoop(2, SECONDS)
    await press(3, 'o')
    await expectLoop(2, 3)

    // The end is set while it plays: it goes round from there on.
    await press(6, 'i')
    await page.keyboard.press('Space')
    await expect.poll(() => app.positionSeconds()).toBeGreaterThan(6.3)
    await page.keyboard.press('o')
    const end = Number(await edges[1]?.getAttribute('aria-valuenow'))
    expect(Math.max(...(await rounds()))).toBeLessThanOrEqual(end)
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()

    await press(2, 'i')
    await press(3, 'o')
    // Past the end, Play starts at the loop's start.
    await position.fill('8')
    await page.keyboard.press('Space')
    await expect.poll(() => app.positionSeconds()).toBeLessThan(8)
    const seen = await rounds()
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...seen)).toBeLessThanOrEqual(3)
    await page.keyboard.press('Space')

    // An edge that would be passed is let go.
    await press(5, 'i')
    await expectLoop(5, SECONDS)
    await press(1, 'o')
    await expectLoop(0, 1)
    await page.keyboard.press('Shift+L')
    for (const edge of edges) await expect(edge).toHaveCount(0)
    await expect(loop, 'the whole track goes round').toBeChecked()
    await page.keyboard.press('l')
    await expect(loop).not.toBeChecked()
  })
})
