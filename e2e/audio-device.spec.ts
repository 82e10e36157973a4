import { swellingStereo } from './support/float-file'
import { MasteringPage } from './support/mastering-page'
import { expect, test } from './support/test'

const RATE = 48_000

test('without an audio output the page says why and what to do, works on, and plays once there is one', async ({
  app,
  page,
}) => {
  await page.evaluate(() => {
    const Real = AudioContext
    const state = { refused: true, silent: true }
    Object.assign(window, { device: state })
    window.AudioContext = class extends Real {
      constructor(options?: AudioContextOptions) {
        if (state.refused) throw new DOMException('no device', 'NotSupportedError')
        super(options)
      }
      override resume(): Promise<void> {
        return state.silent ? new Promise(() => {}) : super.resume()
      }
    }
  })
  const device = (patch: { readonly refused?: boolean; readonly silent?: boolean }) =>
    page.evaluate((change) => {
      Object.assign((window as { device?: object }).device ?? {}, change)
    }, patch)
  const file = swellingStereo(0.5, 9, {
    sampleRate: RATE,
    lengthFrames: 3 * RATE,
    swellsHz: 0.8,
  })
  await app.open({ name: 'Unheard.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await expect(app.landing).toContainText('LUFS')
  const play = page.getByRole('button', { name: 'Play' })
  for (const patch of [{}, { refused: false }]) {
    await device(patch)
    await play.click()
    await expect(app.alerts).toContainText('could not start an audio output')
    await expect(app.alerts).toContainText('press Play again')
    await app.alerts.getByRole('button', { name: 'Dismiss' }).click()
  }
  await device({ silent: false })
  await play.click()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  await expect(app.alerts).toHaveCount(0)
})

test('an output that goes away while it plays: another is opened, and playing goes on from there', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const opened: AudioContext[] = []
    const Own = AudioContext
    window.AudioContext = class extends Own {
      constructor(options?: AudioContextOptions) {
        super(options)
        opened.push(this)
      }
    }
    Object.assign(window, { opened })
  })
  const latest = (what: 'close' | 'suspend') =>
    page.evaluate(
      (action) => (window as unknown as { opened: AudioContext[] }).opened.at(-1)?.[action](),
      what,
    )
  const app = new MasteringPage(page)
  await app.visit()
  const file = swellingStereo(0.5, 9, { sampleRate: RATE, lengthFrames: 4 * RATE, swellsHz: 0.8 })
  await app.open({ name: 'Cable.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await page.getByRole('switch', { name: 'Loop' }).setChecked(true)
  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(1)

  // As sleep or another program leaves it: asked to go on, it does.
  await latest('suspend')
  const halted = await app.positionSeconds()
  await expect
    .poll(async () => Math.abs((await app.positionSeconds()) - halted))
    .toBeGreaterThan(0.3)
  await expect(page.getByText('The audio output went away')).toHaveCount(0)

  const before = await app.positionSeconds()
  await latest('close')
  await expect(page.getByText('The audio output went away for a moment')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect.poll(() => app.positionSeconds()).not.toBe(before)
  await expect(app.alerts).toHaveCount(0)
})
