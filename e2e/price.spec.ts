import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { FFMPEG_MISSING, ffmpegPath, judge } from './support/ffmpeg'
import { mix } from './support/kept-work'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { noise, silence, sprinkled } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000

const file = (name: string, channelCount: number, seconds: number, source = noise(0.2)) => ({
  name,
  buffer: wav({
    sampleRate: RATE,
    channelCount,
    format: 'int16',
    lengthFrames: seconds * RATE,
    source,
  }),
})

test('the price of loudness is a curve in words as well, and its target is set when the hand lets go', async ({
  app,
  page,
}) => {
  const curve = page.getByRole('img', { name: 'Price of loudness' })
  for (const [name, viewport] of [
    ['Phone.wav', { width: 390, height: 844 }],
    ['Desk.wav', { width: 1280, height: 800 }],
  ] as const)
    await test.step(`${viewport.width}×${viewport.height}`, async () => {
      await page.setViewportSize(viewport)
      // Seen from its start.
      await page.getByRole('button', { name: 'Open audio…' }).first().scrollIntoViewIfNeeded()
      await app.open(mix(name, 6, 0.5))
      await app.tracks.getByRole('option', { name }).click()
      await app.waitUntilIdle()
      await expect(curve).toHaveAccessibleDescription(/−10\.0 LUFS: .* from loudness to peak\./)
      // What nobody sees is not measured.
      await expect(curve).not.toHaveAccessibleDescription(/damage/)
      await curve.scrollIntoViewIfNeeded()
      await expect(curve).toHaveAccessibleDescription(
        /LUFS is the loudest that costs nothing audible\. .*−10\.0 LUFS: .* damage /,
      )
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBe(viewport.width)
      await expectAccessible(page, 'price')

      const target = page.getByRole('spinbutton', { name: 'Target loudness' })
      const slider = page.getByRole('slider', { name: 'Target on the price curve' })
      await expect(slider).toHaveValue('-14')
      await slider.focus()
      await page.keyboard.down('ArrowRight')
      await expect(slider).toHaveValue('-13.5')
      await expect(target).toHaveValue('-14.0')
      await page.keyboard.up('ArrowRight')
      await expect(target).toHaveValue('-13.5')
      await expect(page.getByRole('combobox', { name: 'Destination' })).toHaveValue('custom')
      await app.waitUntilIdle()
      await expect(app.landing).toContainText('−13.5')

      await slider.fill('-9')
      await expect(target).toHaveValue('-9.0')
      await expect(slider).toHaveAttribute('aria-valuetext', /−9\.0 LUFS: .* damage /)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(slider).toHaveValue('-13.5')

      // A place on the curve is the target as well, heard while the hand is down.
      const box = await curve.boundingBox()
      if (!box) throw new Error('no curve')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await expect(slider).toHaveValue('-13')
      await expect(target).toHaveValue('-13.5')
      await page.mouse.up()
      await expect(target).toHaveValue('-13.0')
    })

  await test.step('a second of mono has a price; silence says why it has none', async () => {
    await app.open(file('Second.wav', 1, 1), file('Silence.wav', 2, 2, silence))
    await page.getByRole('option', { name: /Second/ }).click()
    await app.waitUntilIdle()
    await curve.scrollIntoViewIfNeeded()
    await expect(curve).toHaveAccessibleDescription(/costs nothing audible/)
    await page.getByRole('option', { name: /Silence/ }).click()
    await app.waitUntilIdle()
    await expect(page.getByRole('region', { name: 'What loudness costs' })).toContainText('silent')
    await expect(curve).toHaveCount(0)
  })
})

/** So much is heard of each point: two of the pulses that stand out of even noise, which every other stretch has as well. */
const HEARD_SECONDS = 1
const PULSE_FRAMES = RATE / 2
/** Levels are those that the models of the price tell. */
const LEVEL_WITHIN_LU = 0.5

test.describe('points of the curve', () => {
  // The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
  test.use({ bypassCSP: true })
  test.skip(!ffmpegPath, FFMPEG_MISSING)

  test('are played at once, without a render, as loud as the original, by ffmpeg’s meter', async ({
    page,
    folder,
  }) => {
    const recorder = await Recorder.install(page)
    const app = new MasteringPage(page)
    await app.visit()
    // Quieter than every point of the curve: nothing is turned up to match.
    await app.open(file('Pulses.wav', 2, 8, sprinkled(noise(0.06), 0.5, PULSE_FRAMES)))
    await app.waitUntilIdle()
    // Whoever looks for a target hears it level-matched, also where all else is heard as it is.
    await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
    await page.getByRole('switch', { name: 'Loop', exact: true }).setChecked(true)
    const original = (await app.measured('Integrated loudness', 'Original')) ?? Number.NaN
    const slider = page.getByRole('slider', { name: 'Target on the price curve' })
    const target = page.getByRole('spinbutton', { name: 'Target loudness' })
    const curve = page.getByRole('img', { name: 'Price of loudness' })
    // Seen, it is measured: nothing runs beside what is heard.
    await curve.scrollIntoViewIfNeeded()
    await expect(curve).toHaveAccessibleDescription(/ damage /)
    await app.waitUntilIdle()
    const box = await curve.boundingBox()
    if (!box) throw new Error('no curve')
    await recorder.ready()
    await page.getByRole('button', { name: 'Play' }).click()
    await recorder.hear(0.2)

    const path = join(folder, 'heard.wav')
    /** Loudness of the last that was heard, LUFS, and how far its peak stands over it, dB. */
    const facts = (heard: readonly Float32Array[]) => {
      const frames = HEARD_SECONDS * RATE
      const tails = heard.map((channel) => channel.subarray(channel.length - frames))
      const source = (frame: number, channel: number): number => tails[channel]?.[frame] ?? 0
      writeFileSync(
        path,
        wav({ sampleRate: RATE, format: 'float32', lengthFrames: frames, source }),
      )
      const lufs = judge(path).integratedLufs
      const peak = tails.flatMap((tail) => [...tail]).reduce((a, b) => Math.max(a, Math.abs(b)), 0)
      return { lufs, crestDb: 20 * Math.log10(peak) - lufs }
    }
    const crests: number[] = [Number.POSITIVE_INFINITY]
    await page.mouse.move(box.x + box.width / 8, box.y + box.height / 2)
    await page.mouse.down()
    for (const share of [0.2, 0.85]) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2)
      await expect(slider).toHaveValue(share < 0.5 ? /^-1[78]/ : /^-8/)
      const heard = await recorder.hearUntil(HEARD_SECONDS, (soFar) => {
        const { lufs, crestDb } = facts(soFar)
        expect(Math.abs(lufs - original)).toBeLessThan(LEVEL_WITHIN_LU)
        // It is that point that is heard: what is louder is limited more.
        expect(crestDb).toBeLessThan(Math.min(...crests) - 2)
      })
      crests.push(facts(heard).crestDb)
      // Nothing is set, and nothing rendered, while the hand is down.
      await expect(target).toHaveValue('-14.0')
      await expect(app.main).toHaveAttribute('aria-busy', 'false')
    }
    await page.mouse.up()
    await expect(target).toHaveValue(/^-8/)
    await app.waitUntilIdle()
    // Set, it is as loud as it is.
    const lufs = Number(await target.inputValue())
    await recorder.hearUntil(HEARD_SECONDS, (soFar) => {
      expect(Math.abs(facts(soFar).lufs - lufs)).toBeLessThan(LEVEL_WITHIN_LU)
    })
    await app.rest()
  })
})
