import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav, wavHeader } from '../bench/support/wav.mjs'
import { firstSound } from './support/live-track'
import { MasteringPage } from './support/mastering-page'
import { paceOf } from './support/pace'
import { Recorder } from './support/recorder'
import type { RecorderWindow } from './support/recorder-in-page'
import { noise } from './support/signals'
import { expect, test } from './support/test'

/** Where the page computes as fast as where this was set. */
const MOST_MS_TO_SOUND = 300
const STRETCH_S = 20

/** Noise that swells and fades, so that dynamics have something to do. */
const swelling = (amplitude: number, seed: number, rate: number) => {
  const hiss = noise(amplitude, seed)
  return (frame: number, channel: number) =>
    hiss(frame, channel) * (0.1 + 0.9 * Math.abs(Math.sin((2.5 * frame) / rate)))
}

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

interface PressedWindow extends RecorderWindow {
  /** Date.now() of the press and of the render's end; null before. */
  played?: { pressedAt: number | null; renderedAt: number | null }
}

/**
 * In the page: as soon as a master is rendered, unmatched, Play is pressed; and noted until when it is rendered. A look from outside
 * comes too late.
 */
const playWhileMastering = (): void => {
  const played: NonNullable<PressedWindow['played']> = { pressedAt: null, renderedAt: null }
  Object.assign(window, { played })
  const find = <E extends Element>(selector: string) => document.querySelector<E>(selector)
  const isMastering = () => find('[role=progressbar][aria-label=Mastering]') !== null
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const watch = new MutationObserver(() => {
        if (!condition()) return
        watch.disconnect()
        resolve()
      })
      watch.observe(document.body, { subtree: true, childList: true, attributes: true })
    })
  const play = async () => {
    await until(() => isMastering() && find('[aria-label="Play"]') !== null)
    await (window as PressedWindow).recorders?.at(-1)?.ready
    find<HTMLInputElement>('[role=switch][aria-label="Match loudness"]')?.click()
    played.pressedAt = Date.now()
    find<HTMLButtonElement>('[aria-label="Play"]')?.click()
    await until(() => !isMastering())
    played.renderedAt = Date.now()
  }
  void play()
}

test('the mastered sound comes within 300 ms of Play, before any render of a 4-minute track is done', async ({
  page,
  folder,
}) => {
  const rate = 44_100
  const path = join(folder, 'long.wav')
  // One stretch is built and repeated.
  const source = swelling(0.25, 7, rate)
  const stretch = wav({ sampleRate: rate, format: 'int16', lengthFrames: STRETCH_S * rate, source })
  const samples = stretch.subarray(44)
  const count = 240 / STRETCH_S
  const dataBytes = samples.length * count
  const header = wavHeader({ sampleRate: rate, channelCount: 2, format: 'int16', dataBytes })
  writeFileSync(path, Buffer.concat([header, ...Array<Buffer>(count).fill(samples)]))
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  await page.evaluate(playWhileMastering)
  await app.open(path)
  const [heard = new Float32Array()] = await recorder.hear(0.3)
  const start = firstSound(heard)
  expect(start).toBeGreaterThanOrEqual(0)
  await expect(page.getByRole('switch', { name: 'Match loudness' })).not.toBeChecked()
  const soundAt = recorder.soundAt ?? Number.POSITIVE_INFINITY
  const { pressedAt, renderedAt } = await page.evaluate(() => {
    const { played } = window as PressedWindow
    return { pressedAt: played?.pressedAt ?? 0, renderedAt: played?.renderedAt ?? null }
  })
  // Where it goes on, it ends later.
  expect(renderedAt ?? Number.POSITIVE_INFINITY, 'the render is not done').toBeGreaterThan(soundAt)
  const toSoundMs = soundAt - pressedAt
  test.info().annotations.push({ type: 'play to sound', description: `${toSoundMs} ms` })
  const limitMs = MOST_MS_TO_SOUND * (await paceOf(page))
  expect(toSoundMs, 'ms to the first sound').toBeLessThanOrEqual(limitMs)
  const bytes = readFileSync(path)
  const original = (i: number) => bytes.readInt16LE(44 + 4 * i) / 32_768
  let same = 0
  let [products, heardSquares, squares] = [0, 0, 0]
  for (let i = 0; i < rate / 4; i++) {
    const [x, y] = [heard[start + i] ?? 0, original(i)]
    if (x === y) same++
    products += x * y
    heardSquares += x * x
    squares += y * y
  }
  expect(same / (rate / 4), 'share of samples that are the original').toBeLessThan(0.01)
  expect(products / Math.sqrt(heardSquares * squares), 'alike, as its master is').toBeGreaterThan(
    0.8,
  )
})
