import { AMPLITUDE, FREQ_HZ, longTone, RATE, SECONDS } from './support/long-tone'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { expect, test } from './support/test'

/** The seam fades for 5 ms. */
const SEAM_FRAMES = 0.005 * RATE
const FADE_FRAMES = 0.006 * RATE
/** After a pause of 10 s the device is let go; the page's clock is put forward. */
const REST_MS = 10_000

// The recorder is a worklet of the test's own, from a blob; every other test runs under the policy.
test.use({ bypassCSP: true })

/** The largest step between two frames next to each other. */
const steepest = (heard: Float32Array): number =>
  heard.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (heard[i - 1] ?? sample))), 0)

test('a long pause lets the audio device go, playing on goes on where it was; a loop drawn on the waveform goes round without a click or a gap', async ({
  page,
}) => {
  const recorder = await Recorder.install(page)
  await page.clock.install()
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'tone.wav', buffer: longTone })
  await app.waitUntilIdle()
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await app.listenTo('Original')
  await recorder.ready()

  await test.step('a long pause', async () => {
    const state = () =>
      page.evaluate(
        () =>
          (window as { recorders?: { readonly context: AudioContext }[] }).recorders?.at(-1)
            ?.context.state ?? 'none',
      )
    await page.getByRole('button', { name: 'Play' }).click()
    await recorder.hear(0.5)
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
    expect(await state()).toBe('running')
    await page.clock.fastForward(REST_MS)
    await expect.poll(state).toBe('suspended')
    const before = await recorder.take()
    await page.getByRole('button', { name: 'Play' }).click()
    await expect.poll(state).toBe('running')
    const againIn = (sound: Float32Array = new Float32Array()) =>
      sound.findIndex((sample, i) => i >= before.length && sample !== 0)
    // The device runs before the sound is there: it is waited for, and then enough of it to compare.
    const [heard = new Float32Array()] = await recorder.hearUntil(0.4, ([first]) => {
      const again = againIn(first)
      expect(again, 'heard again').toBeGreaterThan(0)
      expect(first?.length).toBeGreaterThan(again + 0.1 * RATE)
    })
    const start = heard.findIndex((sample) => sample !== 0)
    const stop = before.findLastIndex((sample) => sample !== 0) + 1
    const again = againIn(heard)
    // The tone goes on in phase: the frames that follow the pause follow those before it.
    const tone = (frame: number) => AMPLITUDE * Math.sin((2 * Math.PI * FREQ_HZ * frame) / RATE)
    const settled = again + 2 * FADE_FRAMES
    const errorAt = (lead: number) =>
      Math.max(
        ...Array.from({ length: 500 }, (_, i) =>
          Math.abs((heard[settled + i] ?? 0) - tone(stop - start + settled - again + i + lead)),
        ),
      )
    // The very first sample of a tone is zero, and so may be one at the stop and one at the start again.
    expect(Math.min(...[0, 1, 2, 3].map(errorAt))).toBeLessThan(1e-6)
    await expect(page.getByRole('region', { name: 'Transport' })).toHaveAttribute(
      'data-underruns',
      '0',
    )
  })

  await app.rest()
  await recorder.anew()

  await test.step('a loop drawn', async () => {
    const area = page.getByRole('slider', { name: 'Waveform cursor' })
    const box = await area.boundingBox()
    if (!box) throw new Error('no waveform')
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + 0.237 * box.width, y)
    await page.mouse.down()
    await page.mouse.move(box.x + 0.26 * box.width, y, { steps: 4 })
    await page.mouse.move(box.x + 0.313 * box.width, y, { steps: 4 })
    await page.mouse.up()
    await expect(page.getByRole('switch', { name: 'Loop' })).toBeChecked()
    await page.mouse.click(box.x + 0.25 * box.width, y)
    await page.getByRole('button', { name: 'Play' }).click()
    const [heard = new Float32Array()] = await recorder.hear(3)
    const from = heard.findIndex((sample) => sample !== 0)
    const sound = heard.subarray(from + FADE_FRAMES)
    expect(sound.length / RATE, 'seconds heard: several rounds').toBeGreaterThan(2.5)
    const own = (2 * Math.PI * FREQ_HZ * AMPLITUDE) / RATE
    expect(steepest(sound)).toBeLessThan(own + (2 * AMPLITUDE) / SEAM_FRAMES)
    // A gap is zeros; the tone passes zero in a frame.
    expect(sound.some((sample, i) => sample === 0 && sound[i + 1] === 0)).toBe(false)
    expect(await app.positionSeconds()).toBeLessThan(0.32 * SECONDS)
  })
})
