import { readFileSync } from 'node:fs'
import { wav } from '../bench/support/wav.mjs'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
/** Long enough for a machine that is slow to look while it plays. */
const LENGTH = 30 * RATE
/** A switch fades for at most 10 ms. */
const FADE_FRAMES = RATE / 100

const file = wav({
  sampleRate: RATE,
  channelCount: 1,
  format: 'float32',
  lengthFrames: LENGTH,
  source: noise(0.5, 3),
})

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

/** The samples of a mono float file; they are its last bytes. */
const samplesOf = (bytes: Buffer): Float32Array => {
  const data = bytes.subarray(bytes.length - LENGTH * 4)
  return Float32Array.from({ length: LENGTH }, (_, i) => data.readFloatLE(i * 4))
}

const largest = (count: number, difference: (i: number) => number): number => {
  let worst = 0
  for (let i = 0; i < count; i++) worst = Math.max(worst, Math.abs(difference(i)))
  return worst
}

test('what is heard is what is exported, bit for bit, through every switch', async ({ page }) => {
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'noise.wav', buffer: file })
  await app.waitUntilIdle()
  await app.target(-20, -1)
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await app.listenTo('Master')

  const exported = await app.export({ bitDepth: '32-bit float' })
  await page.keyboard.press('Escape')
  const original = samplesOf(file)
  const master = samplesOf(readFileSync(exported.path))
  await recorder.ready()

  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForTimeout(1500)
  const heard = await recorder.take()
  const start = heard.findIndex((sample) => sample !== 0)
  expect(start, 'something was heard').toBeGreaterThanOrEqual(0)
  const at = (signal: Float32Array, i: number) => signal[i - start] ?? 0
  const played = heard.length - start
  expect(played).toBeGreaterThan(RATE)
  expect(
    largest(played, (i) => (heard[start + i] ?? 0) - at(master, start + i)),
    'from position 0 the master sample for sample',
  ).toBe(0)

  // Original: the same position, no gap, no step beyond the two signals themselves.
  await app.listenTo('Original')
  await page.waitForTimeout(700)
  const switched = await recorder.take()
  const tail = switched.length - FADE_FRAMES * 4
  const from = switched.findLastIndex((sample, i) => i < tail && sample !== at(original, i)) + 1
  expect(from).toBeLessThan(tail)
  expect(
    largest(switched.length - from, (i) => (switched[from + i] ?? 0) - at(original, from + i)),
    'the original sample for sample, still in step',
  ).toBe(0)
  const left = switched.findIndex((sample, i) => i >= start && sample !== at(master, i))
  expect(from - left, 'frames of the crossfade').toBeLessThanOrEqual(FADE_FRAMES)
  for (let i = left; i < from; i++) {
    const low = Math.min(at(original, i), at(master, i)) - 1e-6
    const high = Math.max(at(original, i), at(master, i)) + 1e-6
    expect((switched[i] ?? 0) >= low && (switched[i] ?? 0) <= high, `frame ${i}`).toBe(true)
  }

  // Difference: master − original, in step.
  await app.listenTo('Difference')
  await page.waitForTimeout(700)
  const difference = await recorder.take()
  expect(
    largest(FADE_FRAMES * 4, (k) => {
      const i = difference.length - 1 - k
      return (difference[i] ?? 0) - Math.fround(at(master, i) - at(original, i))
    }),
  ).toBe(0)
})
