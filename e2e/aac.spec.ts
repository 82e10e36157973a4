import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, runFfmpeg } from './support/ffmpeg'
import type { MasteringPage } from './support/mastering-page'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100
/** No whole number of AAC's frames of 1024, nor of milliseconds. */
const FRAMES = 2 * RATE + 1234
const ENCODER_SAYS = `${FFMPEG_MISSING} (and it is what would encode the AAC files)`

test.skip(!ffmpegPath, ENCODER_SAYS)

/** The source as a WAV, and as AAC-LC in the container that the extension asks for. */
const bounce = (folder: string, extension: 'm4a' | 'aac') => {
  const source = wav({
    sampleRate: RATE,
    format: 'int16',
    lengthFrames: FRAMES,
    source: noise(0.3),
  })
  const path = join(folder, `Bounce.${extension}`)
  runFfmpeg(['-f', 'wav', '-i', '-', '-c:a', 'aac', '-b:a', '256k', path], source)
  return { source, path }
}

/** The first channel of any audio file, decoded by ffmpeg. */
const leftOf = (file: string | Buffer): Float32Array => {
  const input = typeof file === 'string' ? ['-i', file] : ['-f', 'wav', '-i', '-']
  const args = [...input, '-af', 'pan=mono|c0=c0', '-f', 'f32le', '-']
  const bytes = runFfmpeg(args, typeof file === 'string' ? undefined : file)
  return new Float32Array(Uint8Array.from(bytes).buffer)
}

/** How far `b` comes after `a`, within ±4096 frames: where their correlation over a second is largest. */
const lagFrames = (a: Float32Array, b: Float32Array): number => {
  let best = { lag: Number.NaN, sum: 0 }
  for (let lag = -4096; lag <= 4096; lag++) {
    let sum = 0
    for (let i = 0; i < 8192; i++) sum += (a[RATE + i] ?? 0) * (b[RATE + i + lag] ?? 0)
    if (sum > best.sum) best = { lag, sum }
  }
  return best.lag
}

/** Three seconds of AAC by ffmpeg, in the container of its `args`. */
const encoded = (path: string, ...args: readonly string[]): Buffer => {
  const source = wav({ sampleRate: RATE, lengthFrames: 3 * RATE, source: noise(0.3) })
  runFfmpeg(['-f', 'wav', '-i', '-', '-c:a', 'aac', '-b:a', '96k', ...args, path], source)
  return readFileSync(path)
}

/** Damage in the middle: bytes that are something else, … */
const withRubbish = (whole: Buffer): Buffer => {
  const damaged = Buffer.from(whole)
  const half = whole.length >> 1
  for (let k = 0; k < 400; k++) damaged[half + k] = (k * 91 + 17) & 255
  return damaged
}

/** … or none. */
const withZeros = (whole: Buffer): Buffer => {
  const half = whole.length >> 1
  return Buffer.from(whole).fill(0, half, half + 3000)
}

const decodesAac = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    if (!('AudioDecoder' in window)) return false
    const facts = { codec: 'mp4a.40.2', sampleRate: 44_100, numberOfChannels: 2 }
    return Boolean((await AudioDecoder.isConfigSupported(facts)).supported)
  })

const expectRefusal = async (app: MasteringPage, name: string): Promise<void> => {
  const alert = app.alerts.filter({ hasText: name })
  await expect(alert).toHaveCount(1)
  await expect(alert).toContainText(`This browser has no decoder for “${name}” (AAC).`)
  await expect(alert).toContainText(/Convert it to WAV or FLAC/)
  await expect(app.tracks.getByRole('option', { name })).toHaveCount(0)
}

test('AAC in MP4 and bare is opened and mastered where the browser decodes it, else refused; damage inside is told, and the rest heard', async ({
  app,
  page,
  folder,
}) => {
  const files = {
    m4a: { ...bounce(folder, 'm4a'), facts: 'MP4 · 44.1 kHz · lossy · stereo' },
    aac: { ...bounce(folder, 'aac'), facts: 'ADTS · 44.1 kHz · lossy · stereo' },
  } as const
  await app.open(files.aac.path, files.m4a.path)
  await app.waitUntilIdle()
  if (!(await decodesAac(page))) {
    for (const extension of Object.keys(files)) await expectRefusal(app, `Bounce.${extension}`)
    return
  }
  await expect(app.alerts).toHaveCount(0)
  // MP4 tells the encoder's delay and padding; a bare stream cannot, and is as long as it decodes.
  const lengths = { m4a: FRAMES, aac: leftOf(files.aac.path).length }
  for (const extension of ['aac', 'm4a'] as const) {
    const { path, facts } = files[extension]
    await app.tracks.getByRole('option', { name: `Bounce.${extension}` }).click()
    await expect(page.getByText(facts)).toBeVisible()
    const seconds = await app.measured('Duration', 'Original')
    expect((seconds ?? 0) * RATE, extension).toBeCloseTo(lengths[extension], 3)
    expect(await app.measured('Sample rate', 'Original')).toBe(RATE)
    expect(await app.measured('Channels', 'Original')).toBe(2)
    const loudness = (await app.measured('Integrated loudness', 'Original')) ?? 0
    expect(Math.abs(loudness - judge(path).integratedLufs), extension).toBeLessThanOrEqual(0.1)
    const master = (await app.measured('Integrated loudness', 'Master')) ?? 0
    expect(Math.abs(master + 14), `${extension} lands within 0.05 LU`).toBeLessThanOrEqual(0.05)
    expect(await app.measured('True peak', 'Master'), extension).toBeLessThanOrEqual(-1)
  }
  const left = leftOf((await app.export()).path)
  expect(left.length, 'as long as what was encoded, to the frame').toBe(FRAMES)
  expect(lagFrames(leftOf(files.m4a.source), left), 'the encoder’s delay is gone').toBe(0)
  await page.keyboard.press('Escape')

  const path = (name: string): string => join(folder, name)
  await test.step('damage inside AAC takes the frames it hits: the length stays, what is behind is heard, the place is told', async () => {
    const whole = encoded(path('whole.m4a'), '-movflags', '+faststart')
    writeFileSync(path('rubbish.m4a'), withRubbish(whole))
    writeFileSync(path('zeros.m4a'), withZeros(whole))
    await app.open(path('rubbish.m4a'), path('zeros.m4a'))
    await app.waitUntilIdle()
    await expect(app.alerts).toHaveCount(0)
    const { integratedLufs } = judge(path('whole.m4a'))
    for (const name of ['rubbish.m4a', 'zeros.m4a']) {
      await app.tracks.getByRole('option', { name }).click()
      await app.waitUntilIdle()
      expect(await app.measured('Duration', 'Original'), name).toBeCloseTo(3, 6)
      const loudness = (await app.measured('Integrated loudness', 'Original')) ?? 0
      expect(Math.abs(loudness - integratedLufs), name).toBeLessThan(1)
      const note = page.getByRole('note').filter({ hasText: name })
      await expect(note, name).toContainText(/is damaged at 0:01\.\d/)
    }
  })

  await test.step('damage inside ADTS, whose frames stand one behind the other, takes the frames it hits as well', async () => {
    const whole = encoded(path('a.aac'), '-f', 'adts')
    writeFileSync(path('rubbish.aac'), withRubbish(whole))
    writeFileSync(path('zeros.aac'), withZeros(whole))
    writeFileSync(path('cut.aac'), whole.subarray(0, whole.length >> 1))
    await app.open(path('a.aac'), path('rubbish.aac'), path('zeros.aac'), path('cut.aac'))
    await app.waitUntilIdle()
    await expect(app.alerts).toHaveCount(0)
    const measured = async (name: string) => {
      await app.tracks.getByRole('option', { name }).click()
      await app.waitUntilIdle()
      const seconds = (await app.measured('Duration', 'Original')) ?? 0
      return [seconds, (await app.measured('Integrated loudness', 'Original')) ?? 0] as const
    }
    const [seconds, loudness] = await measured('a.aac')
    for (const name of ['rubbish.aac', 'zeros.aac']) {
      const [damagedSeconds, damagedLoudness] = await measured(name)
      // A frame of AAC more or less: how many were lost is told by their mean size.
      expect(Math.abs(damagedSeconds - seconds), name).toBeLessThan(0.05)
      expect(Math.abs(damagedLoudness - loudness), name).toBeLessThan(1)
      const note = page.getByRole('note').filter({ hasText: name })
      await expect(note, name).toContainText(/is damaged at 0:01\.\d/)
    }
    expect((await measured('cut.aac'))[0]).toBeCloseTo(seconds / 2, 1)
  })
})

test('where the engine has neither AAC decoder nor encoder', async ({ app, page, folder }) => {
  await page.route('**/engine.worker-*.js', async (route) => {
    const response = await route.fetch()
    const body = `globalThis.AudioDecoder = globalThis.AudioEncoder = undefined;${await response.text()}`
    await route.fulfill({ response, body })
  })
  await test.step('AAC is refused with the next step where the browser has no decoder for it', async () => {
    await app.open(bounce(folder, 'm4a').path)
    await app.waitUntilIdle()
    await expectRefusal(app, 'Bounce.m4a')
  })

  await test.step('the system’s own encoder is a choice where there is one; what it fails with names the other', async () => {
    const answer = (supported: boolean) =>
      page.evaluate((is) => {
        AudioEncoder.isConfigSupported = async (config) => ({ config, supported: is })
      }, supported)
    const source = wav({
      sampleRate: RATE,
      format: 'int16',
      lengthFrames: FRAMES,
      source: noise(0.3),
    })
    await answer(false)
    await app.open({ name: 'Bounce.wav', buffer: source })
    await app.waitUntilIdle()
    await page.getByRole('button', { name: 'Export…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export' })
    const encoder = dialog.getByRole('combobox', { name: 'Encoder' })
    const quality = dialog.getByRole('combobox', { name: 'Quality' })
    await dialog.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'AAC (M4A)' })
    await expect(quality).toBeVisible()
    await expect(encoder).toHaveCount(0)
    await answer(true)
    await quality.selectOption({ label: '192 kbit/s' })
    await encoder.selectOption({ label: 'This system’s own' })
    await dialog.getByRole('button', { name: 'Download' }).click()
    await expect(page.getByText('Choose the built-in encoder and export again.')).toBeVisible()
    await encoder.selectOption({ label: 'Built in: the same file everywhere' })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('Bounce (master).m4a')
  })
})
