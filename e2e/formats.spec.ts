import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, runFfmpeg } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100
/** No whole number of any codec's frames. */
const FRAMES = RATE + 1234
const OPUS_RATE = 48_000
const OPUS_FRAMES = Math.ceil((FRAMES * OPUS_RATE) / RATE)

/** AAC, which needs the browser's help, has a test of its own. */
const FORMATS = [
  { file: 'a.aiff', facts: 'AIFF · 44.1 kHz · 24-bit · stereo', encode: ['-c:a', 'pcm_s24be'] },
  { file: 'a.caf', facts: 'CAF · 44.1 kHz · 24-bit · stereo', encode: ['-c:a', 'pcm_s24be'] },
  { file: 'a.w64', facts: 'Wave64 · 44.1 kHz · 24-bit · stereo', encode: ['-c:a', 'pcm_s24le'] },
  { file: 'a.flac', facts: 'FLAC · 44.1 kHz · 24-bit · stereo', encode: ['-sample_fmt', 's32'] },
  { file: 'a.mp3', facts: 'MP3 · 44.1 kHz · lossy · stereo', encode: ['-b:a', '320k'] },
  { file: 'a.ogg', facts: 'Ogg · 44.1 kHz · lossy · stereo', encode: ['-c:a', 'libvorbis'] },
  { file: 'a.opus', facts: 'Ogg · 48 kHz · lossy · stereo', encode: ['-b:a', '256k'] },
] as const

test.skip(!ffmpegPath, `${FFMPEG_MISSING} (and it is what would encode the files)`)

test('every decoder works in the built page under its policy: to the frame, and to the bit where nothing is lost', async ({
  app,
  page,
  folder,
}) => {
  const path = (name: string): string => join(folder, name)
  const source = wav({ sampleRate: RATE, lengthFrames: FRAMES, source: noise(0.3) })
  writeFileSync(path('a.wav'), source)
  for (const { file, encode } of FORMATS) runFfmpeg(['-i', path('a.wav'), ...encode, path(file)])
  await app.open(path('a.wav'), ...FORMATS.map(({ file }) => path(file)))
  await expect(app.tracks.getByRole('option')).toHaveCount(1 + FORMATS.length)
  await app.waitUntilIdle()
  await expect(app.alerts).toHaveCount(0)

  const measure = async (name: string) => {
    await app.tracks.getByRole('option', { name }).click()
    await expect(page.locator('header').getByText(name, { exact: true })).toBeVisible()
    const loudness = await app.measured('Integrated loudness', 'Original')
    const truePeak = await app.measured('True peak', 'Original')
    return { loudness, truePeak }
  }
  const original = await measure('a.wav')
  for (const { file, facts } of FORMATS) {
    const measured = await measure(file)
    await expect(page.getByText(facts), file).toBeVisible()
    const [rate, frames] = file === 'a.opus' ? [OPUS_RATE, OPUS_FRAMES] : [RATE, FRAMES]
    const seconds = (await app.measured('Duration', 'Original')) ?? 0
    expect(seconds * rate, file).toBeCloseTo(frames, 3)
    if (!facts.includes('lossy')) expect(measured, file).toEqual(original)
    const judged = judge(path(file)).integratedLufs
    expect(Math.abs((measured.loudness ?? 0) - judged), file).toBeLessThanOrEqual(0.1)
    expect(await app.measured('True peak', 'Master'), file).toBeLessThanOrEqual(-1)
  }
})
