import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { onPath } from '../scripts/on-path.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const SOURCE_RATE = 48_000
/** A length that does not convert to whole frames. */
const SECONDS = 4
const LENGTH_FRAMES = SECONDS * SOURCE_RATE - 101
const ffprobePath = onPath('ffprobe')

/** A rate that no table fits. */
const ODD_RATE = 44_056
const odd = {
  name: 'Odd.wav',
  buffer: wav({ sampleRate: ODD_RATE, lengthFrames: 3 * ODD_RATE, source: noise(0.3) }),
}

/** What ffprobe says of the audio in a file. */
const probe = (path: string): Record<string, string | number> => {
  const entries = 'stream=sample_rate,codec_name,channels,duration_ts'
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', path]
  const { stdout } = spawnSync(ffprobePath ?? 'ffprobe', args, { encoding: 'utf8' })
  return JSON.parse(stdout).streams[0]
}

test('a 48 kHz mix leaves as 44.1 kHz, 16 bit, noise-shaped: on target and under the ceiling in the file', async ({
  app,
  page,
  folder,
}) => {
  const channels = syntheticMix({ seconds: SECONDS, sampleRate: SOURCE_RATE })
  const input = join(folder, 'Rates.wav')
  writeFileSync(
    input,
    wav({
      sampleRate: SOURCE_RATE,
      format: 'int24',
      lengthFrames: LENGTH_FRAMES,
      source: (frame, channel) => channels[channel]?.[frame] ?? 0,
    }),
  )
  await app.open(input)
  await app.waitUntilIdle()
  await app.target(-16, -1)

  const { path, name } = await app.export({ bitDepth: '16-bit', sampleRate: '44.1 kHz' })
  expect(name).toBe('Rates (master).wav')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  const dither = dialog.getByRole('combobox', { name: 'Dither' })
  await expect(dither).toHaveValue('wannamakerF3')
  await expect(dialog).toContainText('44.1 kHz, −16.0')

  // What was chosen is there again; float needs no dither, and says why.
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByRole('combobox', { name: 'Sample rate' })).toHaveValue('44100')
  await expect(dither).toHaveValue('wannamakerF3')
  await dialog.getByRole('combobox', { name: 'Bit depth' }).selectOption({ label: '32-bit float' })
  await expect(dither).toBeDisabled()
  await expect(dither).toHaveAccessibleDescription(/nothing is rounded/)
  await dialog.getByRole('button', { name: 'Close' }).click()

  await test.step('a source at a rate that no table fits is exported at 48 kHz, on target, as long as it was', async () => {
    await app.open(odd)
    await app.tracks.getByRole('option', { name: odd.name }).click()
    await app.waitUntilIdle()
    await app.export({ sampleRate: '48 kHz' })
    await expect(dialog.getByRole('status', { name: 'Export check' })).toContainText(
      '48 kHz, −14.0',
    )
    await expect(app.alerts).toHaveCount(0)
  })

  test.skip(!ffmpegPath || !ffprobePath, FFMPEG_MISSING)
  expect(probe(path)).toEqual({
    codec_name: 'pcm_s16le',
    sample_rate: '44100',
    channels: 2,
    duration_ts: Math.round((LENGTH_FRAMES * 44_100) / SOURCE_RATE),
  })
  const judged = judge(path)
  expect(Math.abs(judged.integratedLufs + 16)).toBeLessThanOrEqual(0.1)
  expect(judged.truePeakDbtp).toBeLessThanOrEqual(-1)
})
