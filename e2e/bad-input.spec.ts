import { closeSync, ftruncateSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { wav, wavHeader } from '../bench/support/wav.mjs'
import { clipped, constant, noise, silence, sine, sprinkled } from './support/signals'
import { expect, test } from './support/test'

const GOOD = { name: 'good.wav', buffer: wav({ lengthFrames: 24_000, source: sine(440, 0.3) }) }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test.describe('refused with one sentence that names the file, while good files go on', () => {
  const refused = [
    { name: 'empty.wav', buffer: Buffer.alloc(0), says: /empty/ },
    {
      name: 'notes.wav',
      buffer: Buffer.from('Dear diary, '.repeat(50)),
      says: /not an audio file/,
    },
    { name: 'half a header.wav', buffer: GOOD.buffer.subarray(0, 30), says: /header/ },
    { name: 'no frames.wav', buffer: wav({ lengthFrames: 0, source: silence }), says: /no audio/ },
    {
      name: 'a stadium.wav',
      buffer: wav({ lengthFrames: 480, channelCount: 40, source: sine(440, 0.3) }),
      says: /40 channels/,
    },
    { name: 'cover.png', buffer: PNG, says: /not an audio file/ },
  ]
  test('one after the other, many at once, and from a disk that changes, in one page', async ({
    app,
    page,
    folder,
  }) => {
    const dismissAll = async (): Promise<void> => {
      for (let left = await app.alerts.count(); left > 0; left--) {
        await app.alerts.first().getByRole('button', { name: 'Dismiss' }).click()
        await expect(app.alerts).toHaveCount(left - 1)
      }
    }
    for (const [index, { name, buffer, says }] of refused.entries())
      await test.step(name, async () => {
        await app.open({ name, buffer }, GOOD)
        await app.waitUntilIdle()
        await expect(app.alerts).toHaveCount(1)
        await expect(app.alerts).toContainText(name)
        await expect(app.alerts).toContainText(says)
        // What is wrong, and what to do next.
        expect((await app.alerts.innerText()).match(/\. [A-Z]/)).not.toBeNull()
        await expect(app.tracks.getByRole('option')).toHaveCount(index + 1)
        expect(await app.measured('Integrated loudness', 'Original')).toBeLessThan(0)
        await app.alerts.getByRole('button', { name: 'Dismiss' }).click()
        await expect(app.alerts).toHaveCount(0)
      })

    await test.step('ten files at once, three of them bad: seven open, three are named', async () => {
      const good = (index: number) => ({
        name: `take ${index}.wav`,
        buffer: wav({ lengthFrames: 24_000, source: sine(200 + 50 * index, 0.3) }),
      })
      const bad = ['bad 1.wav', 'bad 2.wav', 'bad 3.wav']
      await app.open(
        ...[0, 1, 2].map(good),
        { name: 'bad 1.wav', buffer: Buffer.alloc(0) },
        ...[3, 4].map(good),
        { name: 'bad 2.wav', buffer: Buffer.from('no audio here, sorry'.repeat(10)) },
        good(5),
        { name: 'bad 3.wav', buffer: PNG },
        good(6),
      )
      await app.waitUntilIdle()
      await expect(app.tracks.getByRole('option')).toHaveCount(refused.length + 7)
      for (const name of bad) await expect(app.alerts.filter({ hasText: name })).toHaveCount(1)
      for (let index = 0; index < 7; index++) {
        await app.tracks.getByRole('option', { name: `take ${index}.wav` }).click()
        expect(await app.measured('Integrated loudness', 'Master'), `take ${index}`).toBeLessThan(0)
      }
      await dismissAll()
    })

    await test.step('files that change or vanish on disk before they are read are named; dropped again they open', async () => {
      const [changed, vanished] = [join(folder, 'still written.wav'), join(folder, 'moved.wav')]
      for (const path of [changed, vanished]) writeFileSync(path, GOOD.buffer)
      // What a person chose arrives once the disk has changed.
      await page.evaluate(() => {
        const wait = (event: Event): void => {
          event.stopPropagation()
          Object.assign(window, {
            arrive: () => event.target?.dispatchEvent(new Event('change', { bubbles: true })),
          })
        }
        addEventListener('change', wait, { capture: true, once: true })
      })
      await page.getByLabel('Audio files').setInputFiles([changed, vanished])
      writeFileSync(changed, wav({ lengthFrames: 48_000, source: sine(300, 0.2) }))
      rmSync(vanished)
      await page.evaluate(() => (window as unknown as { arrive: () => void }).arrive())
      await expect(app.alerts).toHaveCount(2)
      await expect(app.alerts.nth(0)).toContainText(
        /“still written.wav” could not be read.*drop it again/,
      )
      await expect(app.alerts.nth(1)).toContainText(/“moved.wav” could not be read.*drop it again/)
      await app.open(changed)
      await app.tracks.getByRole('option', { name: 'still written.wav' }).click()
      await app.waitUntilIdle()
      expect(await app.measured('Duration', 'Original')).toBe(1)
    })
  })
})

test.describe('taken as it is', () => {
  const frames = 24_000
  const tone = sine(440, 0.3)
  const taken = [
    { name: 'one frame.wav', options: { lengthFrames: 1, source: constant(0.5) }, loud: false },
    { name: 'ten ms.wav', options: { lengthFrames: 480, source: tone }, loud: false },
    { name: 'silence.wav', options: { lengthFrames: frames, source: silence }, loud: false },
    { name: 'dc.wav', options: { lengthFrames: frames, source: constant(0.25) }, loud: null },
    {
      name: 'clipped.wav',
      options: { lengthFrames: frames, source: clipped(sine(440, 4)) },
      loud: true,
    },
    {
      name: 'telephone.wav',
      options: { lengthFrames: 4000, sampleRate: 8000, source: sine(440, 0.3, 8000) },
      loud: true,
    },
    {
      name: 'bats.wav',
      options: { lengthFrames: 192_000, sampleRate: 384_000, source: sine(440, 0.3, 384_000) },
      loud: true,
    },
    {
      name: 'mono.wav',
      options: { lengthFrames: frames, channelCount: 1, source: noise(0.2) },
      loud: true,
    },
  ]
  test('one after the other, in one page; what was amiss is told', async ({ app, page }) => {
    for (const { name, options, loud } of taken)
      await test.step(name, async () => {
        await app.open({ name, buffer: wav({ ...options, format: 'float32' }) })
        await app.waitUntilIdle()
        await expect(app.alerts).toHaveCount(0)
        const option = app.tracks.getByRole('option', { name })
        await option.click()
        await expect(option).toHaveAttribute('aria-selected', 'true')
        const rate = 'sampleRate' in options ? options.sampleRate : 48_000
        const seconds = options.lengthFrames / (rate ?? 48_000)
        expect(await app.measured('Sample rate', 'Original')).toBe(rate)
        expect(await app.measured('Duration', 'Original')).toBeCloseTo(seconds, 6)
        const channelCount = 'channelCount' in options ? options.channelCount : 2
        for (const column of ['Original', 'Master'] as const)
          expect(await app.measured('Channels', column)).toBe(channelCount)
        if (loud) {
          expect(await app.measured('Integrated loudness', 'Master')).toBeGreaterThan(-40)
          expect(await app.measured('True peak', 'Master')).toBeLessThanOrEqual(0)
        }
        await expect(app.landing).toContainText(/\w+/)
        expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|null/)
      })

    await test.step('NaN and infinite samples become silence, and the page says so', async () => {
      const source = sprinkled(sprinkled(tone, Number.NaN, 1000), Number.POSITIVE_INFINITY, 7000)
      const buffer = wav({ lengthFrames: frames, format: 'float32', source })
      await app.open({ name: 'broken plug-in.wav', buffer })
      await app.waitUntilIdle()
      await app.tracks.getByRole('option', { name: 'broken plug-in.wav' }).click()
      await expect(page.getByText(/broken plug-in\.wav.*not numbers/)).toBeVisible()
      expect(await app.measured('Integrated loudness', 'Original')).toBeGreaterThan(-30)
      expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|null/)
    })

    await test.step('data that ends early is kept as far as it goes, and the page says so', async () => {
      const whole = wav({ lengthFrames: 96_000, source: tone })
      await app.open({ name: 'cut short.wav', buffer: whole.subarray(0, 44 + 48_000 * 6) })
      await app.waitUntilIdle()
      await app.tracks.getByRole('option', { name: 'cut short.wav' }).click()
      await expect(page.getByText(/cut short\.wav.*1\.0 s/)).toBeVisible()
      expect(await app.measured('Duration', 'Original')).toBeCloseTo(1, 6)
      expect(await app.measured('Integrated loudness', 'Master')).toBeLessThan(0)
    })
  })
})

test('a sparse WAV of 1 GB is opened or refused, and the page stays usable', async ({
  app,
  page,
  folder,
}) => {
  const dataBytes = 1_000_000_000
  // As many bytes as can be in a frame: what is vast is the file; long audio has tests of its own.
  const channelCount = 32
  const path = join(folder, 'vast.wav')
  const file = openSync(path, 'w')
  const facts = { sampleRate: 48_000, channelCount, format: 'float64' } as const
  writeSync(file, wavHeader({ ...facts, dataBytes }))
  ftruncateSync(file, 44 + dataBytes)
  closeSync(file)
  await app.open(path)
  const twoOfThem = page.getByRole('button', { name: 'Channels 1 and 2' })
  await expect(twoOfThem.or(app.alerts).first()).toBeVisible()
  if (await twoOfThem.isVisible()) await twoOfThem.click()
  await app.waitUntilIdle()
  if ((await app.alerts.count()) > 0) await expect(app.alerts).toContainText('vast.wav')
  else
    expect(await app.measured('Duration', 'Original')).toBeCloseTo(
      dataBytes / (8 * channelCount) / 48_000,
      6,
    )
  await app.open(GOOD)
  await app.tracks.getByRole('option', { name: 'good.wav' }).click()
  await app.waitUntilIdle()
  expect(await app.measured('Integrated loudness', 'Master')).toBeLessThan(0)
})
