import { chromium, type Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { watchBrowser } from './support/complaints'
import { ffmpegPath, runFfmpeg } from './support/ffmpeg'
import { MasteringPage } from './support/mastering-page'
import { expect, test } from './support/test'

const SECONDS = 4
const RATE = 44_100

/** A LAN name on plain http, as far as the browser can tell: not a secure context. */
const HOST = 'studio.test'

const someFrames = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame)
  })

test('plain http: opening, mastering and export work, listening falls back to files and says why', async ({
  baseURL,
  launchOptions,
  clean,
}) => {
  const { port } = new URL(baseURL ?? '')
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  })
  watchBrowser(browser, clean.found)
  const page = await browser.newPage({ baseURL: `http://${HOST}:${port}` })
  const app = new MasteringPage(page)
  await app.visit()
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  const buffer = wav({
    sampleRate: RATE,
    format: 'int16',
    lengthFrames: SECONDS * RATE,
    source: (frame) => 0.2 * Math.sin(frame * 0.05) * (1 + Math.sin(frame * 0.0003)),
  })
  await app.open({ name: 'On the LAN.wav', buffer: Buffer.from(buffer) })
  await app.waitUntilIdle()
  await expect(app.landing).toContainText('LUFS')

  await page.getByRole('button', { name: 'Play' }).click()
  await expect(page.getByText(/not served over https/)).toBeVisible()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  const before = await app.positionSeconds()
  await app.listenTo('Original')
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(before)

  // A pause at once after a switch, and one between the switch and its first sound: silence, and nothing amiss.
  await page.keyboard.press('l')
  for (const asked of [
    { signal: 'master', turnsLater: 0 },
    { signal: 'original', turnsLater: 1 },
  ]) {
    const pause = page.getByRole('button', { name: 'Pause' })
    await expect(pause).toBeVisible()
    await pause.evaluate(async (button, { signal, turnsLater }) => {
      const radio = document.querySelector(`input[name="listen-to"][value="${signal}"]`)
      if (!(radio instanceof HTMLElement)) throw new Error(`nobody listens to ${signal}`)
      radio.click()
      for (let turn = 0; turn < turnsLater; turn++) await new Promise((next) => setTimeout(next))
      if (button instanceof HTMLElement) button.click()
    }, asked)
    const play = page.getByRole('button', { name: 'Play' })
    await expect(play).toBeVisible()
    await someFrames(page)
    const stoppedAt = await app.positionSeconds()
    await someFrames(page)
    expect(await app.positionSeconds()).toBe(stoppedAt)
    await expect(play).toBeVisible()
    await play.click()
  }
  await app.rest()

  const { name } = await app.export()
  expect(name).toBe('On the LAN (master).wav')

  if (ffmpegPath) {
    const aac = runFfmpeg(['-f', 'wav', '-i', '-', '-c:a', 'aac', '-f', 'adts', '-'], buffer)
    await app.open({ name: 'From a phone.aac', buffer: aac })
    await expect(app.alerts).toContainText(
      /not served over https.*“From a phone\.aac” \(AAC\)\. Convert it to WAV or FLAC/,
    )
  }
  await browser.close()
  // What the browser itself has to say about such an address.
  const others = clean.found.splice(0).filter((line) => !/Opener-Policy header has been/.test(line))
  expect(others).toEqual([])
})
