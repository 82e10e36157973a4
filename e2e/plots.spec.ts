import type { Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import type { MasteringPage } from './support/mastering-page'
import { paceOf } from './support/pace'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const SAMPLE_RATE = 44_100
const WHEEL_TURNS = 12
const SIZES = [
  { name: 'desk', width: 1280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
] as const

let mixBytes: Buffer | null = null

/** Made once for all tests of a worker. */
const mixFile = (): Buffer => {
  if (mixBytes) return mixBytes
  const channels = syntheticMix({ seconds: 30, sampleRate: SAMPLE_RATE })
  mixBytes = Buffer.from(
    wav({
      sampleRate: SAMPLE_RATE,
      format: 'int16',
      lengthFrames: channels[0].length,
      source: (frame, channel) => channels[channel]?.[frame] ?? 0,
    }),
  )
  return mixBytes
}

const openMix = async (app: MasteringPage): Promise<void> => {
  await app.open({ name: 'Plots.wav', buffer: mixFile() })
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
}

/** Until every transition of colours is over: axe would look at what lies between. */
const untilStill = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    await frame()
  })

const choose = (page: Page, group: string, name: string) =>
  page
    .getByRole('radiogroup', { name: group, exact: true })
    .getByRole('radio', { name, exact: true })
    .check()

/** What that many of the next callbacks of animation frames take, ms: all the drawing there is. */
const drawingTimes = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(
    (most) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = []
        const request = window.requestAnimationFrame
        Object.assign(window, { uncountedFrame: request })
        window.requestAnimationFrame = (callback) =>
          request((time) => {
            const before = performance.now()
            callback(time)
            times.push(performance.now() - before)
            if (times.length < most) return
            window.requestAnimationFrame = request
            resolve(times)
          })
      }),
    count,
  )

/** The page's own request, for who looks on while frames are counted. */
interface Uncounted {
  readonly uncountedFrame: typeof requestAnimationFrame
}

/** Longest that others may be held up, where the page computes as fast as where this was set. */
const LONGEST_DRAWING_MS = 50

test('plots are read by keyboard and by pointer, and say in words what they show', async ({
  app,
  page,
}) => {
  await openMix(app)
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
  await expect(loudness).toHaveAttribute('aria-valuetext', /^0:30\.0\nOriginal M −\d/)
  // A click seeks.
  const box = await loudness.boundingBox()
  if (!box) throw new Error('the plot has no place')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(14)
  expect(await app.positionSeconds()).toBeLessThan(16)
})

test('a band of the equaliser is dragged, wheeled, reset and undone', async ({ app, page }) => {
  await openMix(app)
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
  await expect.poll(async () => Number(await gain.inputValue())).toBeGreaterThan(1)
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

test('the waveform is zoomed, and a loop is drawn on it and moved by keys', async ({
  app,
  page,
}) => {
  await openMix(app)
  const shown = page.getByRole('slider', { name: 'Shown part' })
  await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:30')
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
  expect(Number(await start.getAttribute('aria-valuenow'))).toBeCloseTo(10, 0)
  expect(Number(await end.getAttribute('aria-valuenow'))).toBeCloseTo(20, 0)
  await start.press('PageUp')
  expect(Number(await start.getAttribute('aria-valuenow'))).toBeCloseTo(11, 0)

  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:15')
  await shown.press('End')
  await expect(shown).toHaveAttribute('aria-valuetext', '0:15 to 0:30')
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await expect(shown).toHaveAttribute('aria-valuetext', '0:00 to 0:30')
  await page.getByRole('button', { name: 'Clear loop region' }).click()
  await expect(start).toHaveCount(0)
})

test('wavesurfer draws both waves from peaks alone, and zooming holds nobody up', async ({
  app,
  page,
}) => {
  await openMix(app)
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
        return new Promise((drawn) => uncountedFrame(drawn))
      })
    }
    expect(Math.max(...(await timing)), 'longest task of drawing, ms').toBeLessThan(longestMs)
  }).toPass()
})

test('the waves follow zoom, track and master', async ({ app, page }) => {
  await openMix(app)
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

test('a peak between samples over full scale is marked at its figure and said of the waveform', async ({
  app,
  page,
}) => {
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
  const row = app.measurements.getByRole('row', { name: 'True peak' })
  await expect(row.getByRole('cell').first()).toContainText('over full scale 2.2')
  await expect(row.getByRole('cell').last()).not.toContainText('over')
  await expect(page.getByRole('figure', { name: 'Waveforms' })).toContainText(
    /The original rises to 2\.2\d dBTP between samples/,
  )
  await expectAccessible(page, 'over full scale')
})

test('meters and plots move while it plays, and drawing holds nobody up', async ({ app, page }) => {
  await openMix(app)
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
  await expect(cursor).toHaveAttribute('aria-valuetext', /^0:30\.0\n.*Limiter −?\d+\.\d dB/s)
  await expect(page.getByRole('figure', { name: 'Gain reduction' })).toContainText(
    /over the whole master.*Limiter −?\d+\.\d dB/,
  )
  await page.getByRole('checkbox', { name: 'Whole track' }).uncheck()
  await cursor.focus()
  await cursor.press('End')
  await expect(cursor).toHaveAttribute('aria-valuetext', /s ago\n.*Limiter −?\d+\.\d dB/s)
  await page.getByRole('button', { name: 'Pause' }).click()
})

for (const size of SIZES)
  test(`nothing for axe to find, nothing to scroll sideways: ${size.name}`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize(size)
    await openMix(app)
    await page.getByRole('button', { name: 'Play' }).click()
    await expect(page.locator('[data-meter="m"]')).toHaveText(/^−\d+\.\d$/)
    for (const theme of ['dark', 'light']) {
      const toggle = page.getByRole('button', { name: /^Theme/ })
      for (let turn = 0; turn < 3; turn++)
        if ((await page.locator('html').getAttribute('data-theme')) !== theme) await toggle.click()
      for (const [plot, view] of [
        ['Spectrum', 'Waveform'],
        ['Reduction', 'Loudness'],
        ['Stereo', 'Waveform'],
      ] as const) {
        await choose(page, 'Plot', plot)
        if (size.name === 'desk') await choose(page, 'View', view)
        await untilStill(page)
        await page.screenshot({
          path: `artifacts/screenshots/plots-${size.name}-${theme}-${plot.toLowerCase()}.png`,
        })
        await expectAccessible(page, `${theme} ${plot}`)
      }
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  })
