import { at, type Channels, gainOf, largest, startOf } from './support/compare-sound'
import {
  exported,
  MINUS_120_DBFS,
  matchLoudness,
  opened,
  RATE,
  swellsOf,
} from './support/listened-track'
import { expect, test } from './support/test'

/** Long enough for a machine that is slow to look while it plays. */
const file = swellsOf(20)
/** A switch fades for at most 10 ms. */
const FADE_FRAMES = RATE / 100
/** Frames at the end of a recording that are judged: everything there has settled. */
const TAIL_FRAMES = RATE / 10

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

test('what is heard: matched loudness is one gain, mono, side, left and right are those parts of the master; then what is exported, bit for bit, through every switch', async ({
  page,
}) => {
  const { app, recorder } = await opened(page, file)
  await recorder.ready()

  await test.step('matched loudness is one gain; mono, side, left and right are those parts of the master', async () => {
    await matchLoudness(page, true)
    await app.listenTo('Master')
    const master = await exported(app, file)
    const loudness = {
      original: (await app.measured('Integrated loudness', 'Original')) ?? 0,
      master: (await app.measured('Integrated loudness', 'Master')) ?? 0,
    }
    await page.getByRole('button', { name: 'Play' }).click()
    const start = startOf(await recorder.hear(0.2))
    const gainDb = (heard: Channels, signal: Channels): number => {
      const from = (heard[0]?.length ?? 0) - TAIL_FRAMES
      const tails = [0, 1].map((channel) => ({
        heard: (heard[channel] ?? new Float32Array()).subarray(from),
        signal: (signal[channel] ?? new Float32Array()).slice(
          from - start,
          from - start + TAIL_FRAMES,
        ),
      }))
      const [gain = 0] = tails.map((tail) => gainOf(tail.heard, tail.signal))
      for (const tail of tails)
        expect(
          largest(TAIL_FRAMES, (i) => (tail.heard[i] ?? 0) - gain * (tail.signal[i] ?? 0)),
          'nothing but a gain, −120 dBFS',
        ).toBeLessThan(MINUS_120_DBFS)
      return 20 * Math.log10(gain)
    }
    let [masterDb, originalDb] = [Number.NaN, Number.NaN]
    await recorder.hearUntil(0.4, (heard) => {
      masterDb = gainDb(heard, master)
    })
    await app.listenTo('Original')
    await recorder.hearUntil(0.4, (heard) => {
      originalDb = gainDb(heard, file.channels)
    })
    expect(Math.max(masterDb, originalDb), 'nothing is turned up').toBeLessThan(0.001)
    expect(
      Math.abs(loudness.master + masterDb - (loudness.original + originalDb)),
      'LU between what is heard of both',
    ).toBeLessThan(0.001)

    await matchLoudness(page, false)
    await app.listenTo('Master')
    const half = (sum: (l: number, r: number) => number) => (l: number, r: number) => {
      const both = Math.fround(sum(l, r))
      return [both, both]
    }
    for (const [output, expected] of [
      ['Mono', half((l, r) => 0.5 * l + 0.5 * r)],
      ['Side', half((l, r) => 0.5 * l - 0.5 * r)],
      ['Left', half((l) => l)],
      ['Right', half((_l, r) => r)],
      ['Stereo', (l: number, r: number) => [l, r]],
    ] as const) {
      await page.getByRole('combobox', { name: 'Output' }).selectOption({ label: output })
      await recorder.hearUntil(0.4, (heard) => {
        const from = (heard[0]?.length ?? 0) - TAIL_FRAMES
        for (const channel of [0, 1])
          expect(
            largest(TAIL_FRAMES, (i) => {
              const frame = from + i - start
              const parts = expected(at(master, 0, frame), at(master, 1, frame))
              return at(heard, channel, from + i) - (parts[channel] ?? 0)
            }),
            `${output}, channel ${channel}`,
          ).toBe(0)
      })
    }
  })

  await app.rest()
  await page.getByRole('slider', { name: 'Position' }).fill('0')
  await recorder.anew()

  await test.step('what is heard is what is exported, bit for bit, through every switch', async () => {
    await app.target(-20, -1)
    await matchLoudness(page, false)
    await app.listenTo('Master')
    const master = await exported(app, file)
    await page.getByRole('button', { name: 'Play' }).click()
    const heard = await recorder.hear(1.2)
    expect(heard, 'both channels').toHaveLength(2)
    const start = startOf(heard)
    const played = (heard[0]?.length ?? 0) - start
    expect(played).toBeGreaterThan(RATE)
    for (const channel of [0, 1])
      expect(
        largest(played, (i) => at(heard, channel, start + i) - at(master, channel, i)),
        `channel ${channel} from position 0 the master sample for sample`,
      ).toBe(0)

    // Original: the same position, no gap, no step beyond the two signals themselves.
    await app.listenTo('Original')
    const switched = await recorder.hearUntil(0.7, (soFar) => {
      const tail = (soFar[0]?.length ?? 0) - FADE_FRAMES * 4
      for (const channel of [0, 1])
        for (let i = tail; i < (soFar[channel]?.length ?? 0); i++)
          if (at(soFar, channel, i) !== at(file.channels, channel, i - start))
            throw new Error('the original is not heard yet')
    })
    for (const channel of [0, 1]) {
      const sound = switched[channel] ?? new Float32Array()
      const original = (i: number) => at(file.channels, channel, i - start)
      const mastered = (i: number) => at(master, channel, i - start)
      const tail = sound.length - FADE_FRAMES * 4
      const from = sound.findLastIndex((sample, i) => i < tail && sample !== original(i)) + 1
      expect(from).toBeLessThan(tail)
      expect(
        largest(sound.length - from, (i) => (sound[from + i] ?? 0) - original(from + i)),
        'the original sample for sample, still in step',
      ).toBe(0)
      const left = sound.findIndex((sample, i) => i >= start && sample !== mastered(i))
      expect(from - left, 'frames of the crossfade').toBeLessThanOrEqual(FADE_FRAMES)
      for (let i = left; i < from; i++) {
        const low = Math.min(original(i), mastered(i)) - 1e-6
        const high = Math.max(original(i), mastered(i)) + 1e-6
        expect((sound[i] ?? 0) >= low && (sound[i] ?? 0) <= high, `frame ${i}`).toBe(true)
      }
    }

    // Difference: master − original, in step.
    await app.listenTo('Difference')
    await recorder.hearUntil(0.7, (difference) => {
      const end = difference[0]?.length ?? 0
      for (const channel of [0, 1])
        expect(
          largest(TAIL_FRAMES, (k) => {
            const frame = end - 1 - k
            const [o, m] = [file.channels, master].map((of) => at(of, channel, frame - start))
            return at(difference, channel, frame) - Math.fround((m ?? 0) - (o ?? 0))
          }),
        ).toBe(0)
    })
  })
})
