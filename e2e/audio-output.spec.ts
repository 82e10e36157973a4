import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { channelsOf, swellingStereo } from './support/float-file'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { expect, test } from './support/test'

const RATE = 48_000
const LENGTH = 6 * RATE
/** It goes round through a fade of 5 ms. */
const SEAM_FRAMES = 0.005 * RATE

/** Refused by the browser of these tests, as some refuse it. */
const HIGH_RATE = 192_000
const HIGHEST_TAKEN = 96_000
/** Long enough for a machine that is slow to look while it plays. */
const HIGH_LENGTH = 8 * HIGH_RATE
const TONES_HZ = [1000, 440]
const AMPLITUDE = 0.25
/** Taps of the listening filter reach so far; before, it has not seen all that it looks at. */
const FILTER_FRAMES = 64

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

const exported = async (app: MasteringPage, lengthFrames: number) => {
  const { path } = await app.export({ bitDepth: '32-bit float' })
  await app.page.keyboard.press('Escape')
  return channelsOf(readFileSync(path), lengthFrames)
}

const underruns = (page: Page) =>
  page.getByRole('region', { name: 'Transport' }).getAttribute('data-underruns')

test('served by plain headers, without shared memory: the very master is heard, and goes on through a change', async ({
  page,
}) => {
  await page.route('/', async (route) => {
    const response = await route.fetch()
    const { 'cross-origin-opener-policy': _opener, ...headers } = response.headers()
    delete headers['cross-origin-embedder-policy']
    await route.fulfill({ response, headers })
  })
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([
    false,
    'undefined',
  ])
  const file = swellingStereo(0.5, 9, { sampleRate: RATE, lengthFrames: LENGTH, swellsHz: 0.8 })
  await app.open({ name: 'Plain.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await app.listenTo('Master')
  const master = await exported(app, LENGTH)
  await recorder.ready()
  // The track has no end before a slow machine has rendered.
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Play' }).click()
  const heard = await recorder.hear(0.8)
  const start = heard[0]?.findIndex((sample) => sample !== 0) ?? -1
  expect((heard[0]?.length ?? 0) - start, 'frames to judge').toBeGreaterThan(RATE / 2)
  for (const [channel, sound] of heard.entries())
    for (let i = start; i < Math.min(sound.length, start + LENGTH - SEAM_FRAMES); i++)
      if (sound[i] !== master[channel]?.[i - start])
        throw new Error(`channel ${channel} differs at frame ${i - start}`)

  // Rendering shares the worker that feeds the player.
  await app.target(-20, -3)
  expect(await app.measured('Integrated loudness', 'Master')).toBeCloseTo(-20, 1)
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  expect(await underruns(page)).toBe('0')
})

test('at a rate that the browser refuses: half of it is played, in tune and in time', async ({
  page,
}) => {
  await page.addInitScript((highest) => {
    const Taken = AudioContext
    window.AudioContext = class extends Taken {
      constructor(options?: AudioContextOptions) {
        if ((options?.sampleRate ?? 0) > highest)
          throw new DOMException('The rate is outside of the range', 'NotSupportedError')
        super(options)
      }
    }
  }, HIGHEST_TAKEN)
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  const bytes = wav({
    sampleRate: HIGH_RATE,
    format: 'float32',
    lengthFrames: HIGH_LENGTH,
    source: (frame, channel) =>
      AMPLITUDE * Math.sin((2 * Math.PI * (TONES_HZ[channel] ?? 0) * frame) / HIGH_RATE + 1),
  })
  await app.open({ name: 'High.wav', buffer: bytes })
  await app.waitUntilIdle()
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await app.listenTo('Master')
  const master = await exported(app, HIGH_LENGTH)
  await recorder.ready()
  await page.getByRole('button', { name: 'Play' }).click()
  const first = await recorder.hear(0.6)
  const start = first[0]?.findIndex((sample) => sample !== 0) ?? -1
  /** Largest difference of the last quarter of a second from every second sample of `signal`. */
  const worstOf = (heard: readonly Float32Array[], signal: readonly Float32Array[]): number => {
    let worst = 0
    for (const [channel, sound] of heard.entries()) {
      const from = Math.max(start + FILTER_FRAMES, sound.length - HIGHEST_TAKEN / 4)
      expect(sound.length - from, 'frames to judge').toBeGreaterThan(HIGHEST_TAKEN / 8)
      for (let i = from; i < sound.length; i++)
        worst = Math.max(
          worst,
          Math.abs((sound[i] ?? 0) - (signal[channel]?.[2 * (i - start)] ?? 0)),
        )
    }
    return worst
  }
  expect(worstOf(first, master), 'the master').toBeLessThan(1e-3)
  await app.listenTo('Original')
  const original = channelsOf(bytes, HIGH_LENGTH)
  const second = await recorder.hearUntil(0.4, (heard) => {
    expect(worstOf(heard, original), 'the original').toBeLessThan(1e-3)
  })
  const judged = ((second[0]?.length ?? 0) - start) / HIGHEST_TAKEN
  expect(Math.abs(recorder.shownSeconds - judged), 'seconds').toBeLessThan(1)
  expect(await underruns(page)).toBe('0')
})
