import { readFileSync } from 'node:fs'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { type Channels, gainOf, largest, startOf } from './support/compare-sound'
import { channelsOf } from './support/float-file'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
/** It goes round: however slow a machine looks, it plays. A whole number of the bass's periods. */
const LENGTH = 8 * RATE
/** What is judged of a recording: its newest part. */
const TAIL_FRAMES = 0.3 * RATE

/** A bass as loud as it gets, which counts little for the loudness, under noise: there is much to turn up, and no room for it. */
const BASS_HZ = 20
const hiss = noise(0.1, 3)
const bytes = wav({
  sampleRate: RATE,
  channelCount: 2,
  format: 'float32',
  lengthFrames: LENGTH,
  source: (frame, channel) =>
    hiss(frame, channel) * (channel === 0 ? 1 : 0.6) +
    0.5 * Math.sin((2 * Math.PI * BASS_HZ * frame) / RATE),
})
const original = channelsOf(bytes, LENGTH)

/** How much louder the bass is in `heard` than in `signal`, dB. */
const bassDb = (heard: Float32Array, signal: Float32Array): number => {
  const level = (sound: Float32Array): number => {
    let [re, im] = [0, 0]
    for (const [n, sample] of sound.entries()) {
      re += sample * Math.cos((2 * Math.PI * BASS_HZ * n) / RATE)
      im += sample * Math.sin((2 * Math.PI * BASS_HZ * n) / RATE)
    }
    return Math.hypot(re, im)
  }
  return 20 * Math.log10(level(heard) / level(signal))
}

/** The same of everything far above it: of the differences of neighbours, in which bass is nothing. */
const trebleDb = (heard: Float32Array, signal: Float32Array): number =>
  20 * Math.log10(gainOf(differences(heard), differences(signal)))

const differences = (sound: Float32Array): Float32Array =>
  sound.subarray(1).map((sample, n) => sample - (sound[n] ?? 0))

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

test('“Play as” is heard on both signals, said in the header, and never exported', async ({
  page,
}) => {
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'noise.wav', buffer: bytes })
  await app.waitUntilIdle()
  await app.target(-10, -1)
  const playAs = page.getByRole('combobox', { name: 'Play as' })
  await expect(playAs.getByRole('option').first()).toHaveText('As delivered')
  const exported = async (): Promise<Buffer> => {
    const { path } = await app.export({ bitDepth: '32-bit float' })
    await page.keyboard.press('Escape')
    return readFileSync(path)
  }
  const delivered = await exported()
  const master = channelsOf(delivered, LENGTH)
  const matchLoudness = page.getByRole('switch', { name: 'Match loudness' })
  await matchLoudness.setChecked(false)
  await recorder.ready()
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Play' }).click()
  const start = startOf(await recorder.hear(0.5))

  /** The newest part of what is heard of a channel, and the same frames of a signal. */
  const tails = (heard: Channels, signal: Channels, channel: number) => {
    const sound = heard[channel] ?? new Float32Array()
    const from = sound.length - TAIL_FRAMES
    return {
      heard: sound.subarray(from),
      signal: Float32Array.from(
        { length: TAIL_FRAMES },
        (_, i) => signal[channel]?.[(from - start + i) % LENGTH] ?? 0,
      ),
    }
  }

  await playAs.selectOption({ label: 'Spotify' })
  await expect(page.getByRole('button', { name: /As on Spotify: −4\.0 dB/ })).toBeVisible()
  await expect(matchLoudness).toBeDisabled()
  await recorder.hearUntil(0.45, (heard) => {
    const tail = tails(heard, master, 0)
    expect(20 * Math.log10(gainOf(tail.heard, tail.signal))).toBeCloseTo(-4, 1)
  })

  // A service that keeps an album's levels: an album of one track is that track.
  await playAs.selectOption({ label: 'Tidal, album' })
  await expect(page.getByRole('button', { name: /As on Tidal, album: −4\.0 dB/ })).toBeVisible()

  // Loud turns up what is quiet, through a limiter of the service’s own.
  await playAs.selectOption({ label: 'Spotify Loud' })
  await app.listenTo('Original')
  const onLoud = page.getByRole('button', { name: /As on Spotify Loud: \+/ })
  const [, turnedUpDb = ''] = /\+([\d.]+) dB/.exec((await onLoud.textContent()) ?? '') ?? []
  const ceiling = 10 ** (-1 / 20)
  await recorder.hearUntil(0.45, (heard) => {
    const tail = tails(heard, original, 0)
    const peak = largest(TAIL_FRAMES, (i) => tail.signal[i] ?? 0)
    expect(peak * 10 ** (Number(turnedUpDb) / 20), 'too loud without it').toBeGreaterThan(1.1)
    const heardPeak = largest(TAIL_FRAMES, (i) => tail.heard[i] ?? 0)
    expect(heardPeak).toBeLessThanOrEqual(ceiling + 1e-6)
    expect(heardPeak, 'turned up as far as that').toBeGreaterThan(0.9 * ceiling)
  })

  await playAs.selectOption({ label: 'Car' })
  await recorder.hearUntil(0.45, (heard) => {
    const tail = tails(heard, original, 0)
    const flatDb = trebleDb(tail.heard, tail.signal)
    expect(Math.abs(bassDb(tail.heard, tail.signal) - flatDb - 4), '+4 dB').toBeLessThan(1)
    expect(Math.abs(flatDb - -4), 'and room for it').toBeLessThan(1)
  })

  await playAs.selectOption({ label: 'Small speaker' })
  await expect(matchLoudness).toBeEnabled()
  for (const signal of ['Master', 'Original', 'Difference'] as const) {
    await app.listenTo(signal)
    await recorder.hearUntil(0.45, ([left, right]) => {
      const frames = (left?.length ?? 0) - TAIL_FRAMES
      const [l, r] = [left?.subarray(frames), right?.subarray(frames)]
      expect(largest(TAIL_FRAMES, (i) => (l?.[i] ?? 0) - (r?.[i] ?? 0))).toBeLessThan(1e-6)
      expect(largest(TAIL_FRAMES, (i) => l?.[i] ?? 0)).toBeGreaterThan(1e-4)
    })
  }
  await expectAccessible(page, 'in a room')
  expect((await exported()).equals(delivered), 'the file is the same in every room').toBe(true)

  await page.getByRole('button', { name: /^As heard: Small speaker/ }).click()
  await expect(playAs).toHaveValue('as-delivered')
  await app.listenTo('Master')
  await recorder.hearUntil(0.45, (heard) => {
    const tail = tails(heard, master, 1)
    expect(largest(TAIL_FRAMES, (i) => (tail.heard[i] ?? 0) - (tail.signal[i] ?? 0))).toBe(0)
  })
  expect(await page.locator('section.transport').getAttribute('data-underruns')).toBe('0')
})
