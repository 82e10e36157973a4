import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, runFfmpeg } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100

test.skip(!ffmpegPath, `${FFMPEG_MISSING} (and it is what would encode the files)`)

/** The one edit list of an ffmpeg file whose media stands before its movie box: its second second. */
const trimmed = (file: Buffer): Buffer => {
  const out = Buffer.from(file)
  const at = out.indexOf('elst') + 12
  out.writeUInt32BE(1000, at)
  out.writeInt32BE(1024 + RATE, at + 4)
  return out
}

test('files as they come from the field open with their right length and say what is missing', async ({
  app,
  page,
  folder,
}) => {
  const path = (name: string): string => join(folder, name)
  writeFileSync(
    path('a.wav'),
    wav({ sampleRate: RATE, lengthFrames: 2 * RATE, source: noise(0.3) }),
  )
  const encode = (name: string, ...args: readonly string[]): Buffer => {
    runFfmpeg(['-i', path('a.wav'), ...args, path(name)])
    return readFileSync(path(name))
  }
  const aac = encode('aac.m4a', '-c:a', 'aac')
  const vorbis = encode('v.ogg', '-c:a', 'libvorbis')
  const mono = encode('mono.ogg', '-c:a', 'libvorbis', '-ac', '1', '-serial_offset', '7')
  const webm = encode('cut.webm', '-c:a', 'libopus')
  const flac = encode('tail.flac', '-c:a', 'flac')
  const mp3 = encode('zeros.mp3', '-c:a', 'libmp3lame')
  const files: readonly (readonly [name: string, buffer: Buffer, seconds: number])[] = [
    ['trimmed.m4a', trimmed(aac), 1],
    ['chained.ogg', Buffer.concat([vorbis, mono]), 4],
    ['tail.flac', Buffer.concat([flac, Buffer.from('TAG'), Buffer.alloc(125)]), 2],
    ['zeros.mp3', Buffer.concat([Buffer.alloc(9000), mp3]), 2],
    ['alac.m4a', encode('alac.m4a', '-c:a', 'alac'), 2],
    ['alaw.wav', encode('alaw.wav', '-c:a', 'pcm_alaw'), 2],
    ['old.au', encode('old.au', '-c:a', 'pcm_s16be'), 2],
    ['cut.webm', webm.subarray(0, (webm.length * 2) / 3), Number.NaN],
  ]
  await app.open(...files.map(([name, buffer]) => ({ name, buffer })))
  await expect(app.tracks.getByRole('option')).toHaveCount(files.length)
  await app.waitUntilIdle()
  await expect(app.alerts).toHaveCount(0)
  for (const [name, , seconds] of files) {
    await app.tracks.getByRole('option', { name }).click()
    await expect(page.locator('header').getByText(name, { exact: true })).toBeVisible()
    if (Number.isFinite(seconds))
      expect(await app.measured('Duration', 'Original'), name).toBeCloseTo(seconds, 5)
    expect(await app.measured('True peak', 'Original'), name).toBeLessThan(0)
  }
  const notes = page.getByRole('note')
  await expect(notes.filter({ hasText: 'cut.webm' })).toContainText('ends early')
  await expect(notes).toHaveCount(1)

  await test.step('audio far beyond music is muted, and asks before it is scaled and mastered', async () => {
    const loud = wav({
      sampleRate: RATE,
      format: 'float32',
      lengthFrames: RATE,
      source: noise(9000),
    })
    await app.open({ name: 'integers.wav', buffer: Buffer.from(loud) })
    const question = app.alerts.filter({ hasText: 'integers.wav' })
    await expect(question).toContainText('Scale it to 0 dBFS?')
    await app.waitUntilIdle()
    await app.tracks.getByRole('option', { name: 'integers.wav' }).click()
    expect(await app.measured('Integrated loudness', 'Master')).toBeNull()
    await question.getByRole('button', { name: 'Scale to 0 dBFS' }).click()
    await expect(question).toHaveCount(0)
    await app.waitUntilIdle()
    expect(await app.measured('Sample peak', 'Original')).toBeCloseTo(0, 5)
    expect(await app.measured('True peak', 'Master')).toBeLessThanOrEqual(-1)
    await expect(page.getByRole('option', { name: 'integers.wav' })).toBeVisible()
  })
})
