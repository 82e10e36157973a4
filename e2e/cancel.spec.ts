import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { wav, wavHeader } from '../bench/support/wav.mjs'
import { noise, sine } from './support/signals'
import { expect, test } from './support/test'

const RATE = 48_000
const GOOD = wav({ lengthFrames: 2 * RATE, source: sine(440, 0.3) })

/** Noise, for a stage to be caught in the act: the later ones take longer per second of it. */
const longFile = (folder: string, seconds: number): string => {
  const path = join(folder, `${seconds} s.wav`)
  const facts = { sampleRate: RATE, channelCount: 2, format: 'int16' } as const
  const second = wav({ ...facts, lengthFrames: RATE, source: noise(0.1) }).subarray(44)
  const file = openSync(path, 'w')
  writeSync(file, wavHeader({ ...facts, dataBytes: second.length * seconds }))
  for (let index = 0; index < seconds; index++) writeSync(file, second)
  closeSync(file)
  return path
}

/** To be quiet may take this many times as long as to open and master two seconds; the stage itself takes far more. */
const MOST_OF_SHORT = 5

const timeOf = async (act: () => Promise<void>): Promise<number> => {
  const before = performance.now()
  await act()
  return performance.now() - before
}

test('cancelled in the middle of a stage: quiet at once, nothing lost', async ({
  app,
  page,
  folder,
}) => {
  const trackOf = (name: string) => app.tracks.getByRole('option', { name })
  const expectCancelled = async (
    stage: 'Decoding' | 'Analysing' | 'Mastering' | 'Exporting',
    track: string,
    begin: () => Promise<void>,
  ): Promise<void> => {
    await Promise.all([app.cancel(stage), begin()])
    const toQuietMs = await timeOf(() => app.waitUntilIdle())
    await expect(app.alerts).toHaveCount(0)
    if (stage === 'Exporting') await page.keyboard.press('Escape')
    // What was done before stays; what was stopped is not there.
    await expect(trackOf(track)).toHaveCount(stage === 'Decoding' ? 0 : 1)
    if (stage !== 'Decoding') {
      const [original, master] = await Promise.all(
        (['Original', 'Master'] as const).map((column) =>
          app.measured('Integrated loudness', column),
        ),
      )
      expect(original !== null).toBe(stage !== 'Analysing')
      expect(master !== null).toBe(stage === 'Exporting')
    }
    const good = `good after ${stage}.wav`
    const toMasterMs = await timeOf(async () => {
      await app.open({ name: good, buffer: GOOD })
      await trackOf(good).click()
      await app.waitUntilIdle()
    })
    expect(await app.measured('Integrated loudness', 'Master')).toBeLessThan(0)
    expect(toQuietMs / toMasterMs, 'of what two seconds of audio take').toBeLessThan(MOST_OF_SHORT)
  }

  const long = longFile(folder, 900)
  await expectCancelled('Decoding', '900 s.wav', () => app.open(long))
  await expectCancelled('Analysing', '900 s.wav', async () => {
    await app.open(long)
    await trackOf('900 s.wav').click()
  })
  await trackOf('900 s.wav').click()
  await expectCancelled('Mastering', '900 s.wav', () =>
    page.getByRole('button', { name: 'Analyse now' }).click(),
  )
  await app.open(longFile(folder, 40))
  await trackOf('40 s.wav').click()
  await app.waitUntilIdle()
  await expectCancelled('Exporting', '40 s.wav', async () => {
    await page.getByRole('button', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export' })
    // It takes the longest so.
    await dialog.getByRole('combobox', { name: 'Sample rate' }).selectOption({ label: '192 kHz' })
    await dialog.getByRole('button', { name: 'Download' }).click()
  })
})

test('a worker killed in the middle is replaced, and every file comes back', async ({
  app,
  page,
  folder,
}) => {
  await page.addInitScript(() => {
    const workers: Worker[] = []
    const Native = Worker
    Object.assign(window, {
      killWorkers: () => {
        for (const worker of workers.splice(0)) worker.terminate()
      },
      Worker: class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options)
          workers.push(this)
        }
      },
    })
  })
  await app.visit()
  const path = join(folder, 'work.wav')
  writeFileSync(path, wav({ lengthFrames: 48_000 * 30, source: noise(0.1) }))
  await app.open(path)
  // Looked for and struck in the page: from here the middle may be over before it is seen.
  await page.waitForFunction(
    () => {
      const bar = document.querySelector('[role=progressbar][aria-label=Mastering]')
      const percent = Number(bar?.getAttribute('aria-valuenow'))
      if (!(percent > 0 && percent < 100)) return false
      ;(window as unknown as { killWorkers(): void }).killWorkers()
      return true
    },
    null,
    { timeout: 0 },
  )
  await expect(page.getByText(/engine stopped/)).toBeVisible()
  await app.waitUntilIdle()
  await expect(app.tracks.getByRole('option', { name: 'work.wav' })).toBeVisible()
  expect(await app.measured('Duration', 'Original')).toBe(30)
  expect(await app.measured('Integrated loudness', 'Master')).toBeLessThan(0)
})
