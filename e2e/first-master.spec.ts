import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { type SampleFormat, wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, oversampledPeakDbfs } from './support/ffmpeg'
import { expect, test } from './support/test'

const SECONDS = 16
const WAV_HEADER_BYTES_AT_LEAST = 44

/** A mix as a file on disk; its samples leave headroom for a few dB. */
const mixFile = (
  folder: string,
  name: string,
  sampleRate: number,
  format: SampleFormat,
): string => {
  const channels = syntheticMix({ seconds: SECONDS, sampleRate })
  const path = join(folder, name)
  writeFileSync(
    path,
    wav({
      sampleRate,
      format,
      lengthFrames: channels[0].length,
      source: (frame, channel) => channels[channel]?.[frame] ?? 0,
    }),
  )
  return path
}

test('a mix becomes a master: dropped, measured, mastered, compared, exported, judged', async ({
  app,
  page,
  folder,
}) => {
  const input = mixFile(folder, 'My mix.wav', 48_000, 'int24')
  await app.open(input)
  await expect(app.tracks.getByRole('option', { name: /My mix\.wav/ })).toBeVisible()
  await app.waitUntilIdle()

  // What the app reads of the original is what an independent meter reads.
  const original = await app.measured('Integrated loudness', 'Original')
  expect(await app.measured('Duration', 'Original')).toBeCloseTo(SECONDS, 6)
  expect(await app.measured('Sample rate', 'Original')).toBe(48_000)
  expect(await app.measured('Channels', 'Original')).toBe(2)
  if (ffmpegPath) {
    const judged = judge(input)
    expect(Math.abs((original ?? 0) - judged.integratedLufs)).toBeLessThanOrEqual(0.1)
    const truePeak = await app.measured('True peak', 'Original')
    expect(Math.abs((truePeak ?? 0) - judged.truePeakDbtp)).toBeLessThanOrEqual(0.3)
  }

  // A target of its own.
  await app.target(-16, -1)
  await expect(page.getByRole('combobox', { name: 'Destination' })).toHaveValue(/custom/i)
  const mastered = await app.measured('Integrated loudness', 'Master')
  expect(Math.abs((mastered ?? 0) + 16), 'lands within 0.05 LU').toBeLessThanOrEqual(0.05)
  expect(await app.measured('True peak', 'Master')).toBeLessThanOrEqual(-1)
  await expect(app.landing).toContainText(/\d/)

  // Listening: at equal loudness unless told otherwise; switched while playing, the position kept.
  await expect(page.getByRole('switch', { name: 'Match loudness' })).toBeChecked()
  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  for (const signal of ['Master', 'Difference', 'Original', 'Master'] as const) {
    const before = await app.positionSeconds()
    await app.listenTo(signal)
    expect(await app.positionSeconds()).toBeGreaterThanOrEqual(before)
  }
  await app.rest()

  // The file.
  const { path, name } = await app.export()
  expect(name).toBe('My mix (master).wav')
  expect(statSync(path).size).toBeGreaterThanOrEqual(
    WAV_HEADER_BYTES_AT_LEAST + SECONDS * 48_000 * 2 * 2,
  )
  test.skip(!ffmpegPath, FFMPEG_MISSING)
  const judged = judge(path)
  expect(Math.abs(judged.integratedLufs - (mastered ?? 0))).toBeLessThanOrEqual(0.1)
  expect(judged.truePeakDbtp).toBeLessThanOrEqual(-1)
  expect(oversampledPeakDbfs(path)).toBeLessThanOrEqual(-1)
})
