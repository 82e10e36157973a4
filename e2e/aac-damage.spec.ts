import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, runFfmpeg } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100

const decodesAac = (page: Page): Promise<boolean | undefined> =>
  page.evaluate(
    async () =>
      'AudioDecoder' in window &&
      (
        await AudioDecoder.isConfigSupported({
          codec: 'mp4a.40.2',
          sampleRate: 44_100,
          numberOfChannels: 2,
        })
      ).supported,
  )

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

test.skip(!ffmpegPath, `${FFMPEG_MISSING} (and it is what would encode the files)`)

test('damage inside AAC is told, and the rest is heard', async ({ app, page, folder }) => {
  test.skip(!(await decodesAac(page)), 'this browser decodes no AAC')
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
