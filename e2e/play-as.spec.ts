import { readFileSync } from 'node:fs'
import { expectAccessible } from './support/accessible'
import { type Channels, gainOf, largest, startOf } from './support/compare-sound'
import { channelsOf, swellingStereo } from './support/float-file'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { expect, test } from './support/test'

const RATE = 48_000
const LENGTH = 20 * RATE
/** What is judged of a recording: its newest part. */
const TAIL_FRAMES = 0.3 * RATE

const file = swellingStereo(0.5, 3, { sampleRate: RATE, lengthFrames: LENGTH, swellsHz: 0.8 })

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

test('“Play as” is heard on both signals, said in the header, and never exported', async ({
  page,
}) => {
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'noise.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await app.target(-10, -1)
  const playAs = page.getByRole('combobox', { name: 'Play as' })
  await expect(playAs.getByRole('option').first()).toHaveText('As delivered')
  const exported = async (): Promise<Buffer> => {
    const { path } = await app.export({ bitDepth: '32-bit float' })
    await page.keyboard.press('Escape')
    return readFileSync(path)
  }
  const bytes = await exported()
  const master = channelsOf(bytes, LENGTH)
  const matchLoudness = page.getByRole('switch', { name: 'Match loudness' })
  await matchLoudness.setChecked(false)
  await recorder.ready()
  await page.getByRole('button', { name: 'Play' }).click()
  const start = startOf(await recorder.hear(0.5))

  /** The newest part of what is heard of a channel, and the same frames of a signal. */
  const tails = (heard: Channels, signal: Channels, channel: number) => {
    const sound = heard[channel] ?? new Float32Array()
    const from = sound.length - TAIL_FRAMES
    return {
      heard: sound.subarray(from),
      signal: (signal[channel] ?? new Float32Array()).subarray(
        from - start,
        from - start + TAIL_FRAMES,
      ),
    }
  }

  await playAs.selectOption({ label: 'Spotify' })
  await expect(page.getByRole('button', { name: /As on Spotify: −4\.0 dB/ })).toBeVisible()
  await expect(matchLoudness).toBeDisabled()
  await recorder.hearUntil(0.7, (heard) => {
    const tail = tails(heard, master, 0)
    expect(20 * Math.log10(gainOf(tail.heard, tail.signal))).toBeCloseTo(-4, 1)
  })

  // A service that keeps an album's levels: an album of one track is that track.
  await playAs.selectOption({ label: 'Tidal, album' })
  await expect(page.getByRole('button', { name: /As on Tidal, album: −4\.0 dB/ })).toBeVisible()

  await playAs.selectOption({ label: 'Small speaker' })
  await expect(matchLoudness).toBeEnabled()
  for (const signal of ['Master', 'Original', 'Difference'] as const) {
    await app.listenTo(signal)
    await recorder.hearUntil(0.7, ([left, right]) => {
      const frames = (left?.length ?? 0) - TAIL_FRAMES
      const [l, r] = [left?.subarray(frames), right?.subarray(frames)]
      expect(largest(TAIL_FRAMES, (i) => (l?.[i] ?? 0) - (r?.[i] ?? 0))).toBeLessThan(1e-6)
      expect(largest(TAIL_FRAMES, (i) => l?.[i] ?? 0)).toBeGreaterThan(1e-4)
    })
  }
  await expectAccessible(page, 'in a room')
  expect((await exported()).equals(bytes), 'the file is the same in every room').toBe(true)

  await page.getByRole('button', { name: /^As heard: Small speaker/ }).click()
  await expect(playAs).toHaveValue('as-delivered')
  await app.listenTo('Master')
  await recorder.hearUntil(0.7, (heard) => {
    const tail = tails(heard, master, 1)
    expect(largest(TAIL_FRAMES, (i) => (tail.heard[i] ?? 0) - (tail.signal[i] ?? 0))).toBe(0)
  })
  expect(await page.locator('section.transport').getAttribute('data-underruns')).toBe('0')
})
