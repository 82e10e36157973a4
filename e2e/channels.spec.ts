import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, runFfmpeg } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100

test.skip(!ffmpegPath, `${FFMPEG_MISSING} (and it is what would make the files)`)

test('files of more than two channels ask once what becomes of them, and are mastered', async ({
  app,
  page,
  folder,
}) => {
  const path = (name: string): string => join(folder, name)
  writeFileSync(
    path('plain.wav'),
    wav({ sampleRate: RATE, lengthFrames: 1.5 * RATE, source: noise(0.3) }),
  )
  const surround = 'pan=5.1|FL=c0|FR=c1|FC=0.5*c0+0.5*c1|LFE=0.1*c0|BL=0.3*c1|BR=0.3*c0'
  for (const [name, codec] of [
    ['surround.wav', 'pcm_s24le'],
    ['surround.flac', 'flac'],
  ] as const)
    runFfmpeg(['-i', path('plain.wav'), '-af', surround, '-c:a', codec, path(name)])
  const mixed = 'pan=stereo|c0<FL+0.70710678*FC+0.70710678*BL|c1<FR+0.70710678*FC+0.70710678*BR'
  runFfmpeg(['-i', path('surround.wav'), '-af', mixed, '-c:a', 'pcm_f32le', path('mixed.wav')])

  await app.open(path('surround.wav'), path('surround.flac'), path('plain.wav'))
  const questions = app.alerts.filter({ hasText: 'has 6 channels' })
  await expect(questions).toHaveCount(2)
  await app.waitUntilIdle()
  await questions.first().getByRole('button', { name: 'Mix down to stereo' }).click()
  await expect(questions).toHaveCount(0)
  await app.waitUntilIdle()
  await expect(page.getByRole('note').filter({ hasText: 'ITU-R BS.775' })).toHaveCount(2)
  const { integratedLufs } = judge(path('mixed.wav'))
  for (const name of ['surround.wav', 'surround.flac']) {
    await app.tracks.getByRole('option', { name }).click()
    await app.waitUntilIdle()
    expect(await app.measured('Channels', 'Original'), name).toBe(2)
    const loudness = (await app.measured('Integrated loudness', 'Original')) ?? 0
    expect(Math.abs(loudness - integratedLufs), name).toBeLessThanOrEqual(0.1)
    const master = (await app.measured('Integrated loudness', 'Master')) ?? 0
    expect(Math.abs(master + 14), name).toBeLessThanOrEqual(0.05)
  }

  // Another drop is asked for itself; two of its channels are the plain mix again.
  runFfmpeg(['-i', path('surround.wav'), '-c:a', 'copy', path('again.wav')])
  await app.open(path('again.wav'))
  await questions.getByRole('button', { name: 'Channels 1 and 2' }).click()
  await app.waitUntilIdle()
  await app.tracks.getByRole('option', { name: 'again.wav' }).click()
  await app.waitUntilIdle()
  const plain = judge(path('plain.wav')).integratedLufs
  const loudness = (await app.measured('Integrated loudness', 'Original')) ?? 0
  expect(Math.abs(loudness - plain)).toBeLessThanOrEqual(0.1)
  await expect(app.alerts).toHaveCount(0)

  // After a reload nothing is asked again.
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).first().click()
  await expect(app.tracks.getByRole('option')).toHaveCount(4)
  await app.tracks.getByRole('option', { name: 'again.wav' }).click()
  await expect.poll(() => app.measured('Integrated loudness', 'Original')).toBe(loudness)
  await app.waitUntilIdle()
  await expect(app.alerts).toHaveCount(0)

  // A reference is mixed down without a question, and says so.
  await page.getByLabel('Reference files').setInputFiles(path('again.wav'))
  await expect(page.getByRole('list', { name: 'References' })).toContainText('again.wav')
  await expect(
    page.getByRole('note').filter({ hasText: '“again.wav” has 6 channels and was mixed down' }),
  ).toBeVisible()
})
