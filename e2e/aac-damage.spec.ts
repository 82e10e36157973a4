import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge, runFfmpeg } from './support/ffmpeg'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100

test.skip(!ffmpegPath, `${FFMPEG_MISSING} (and it is what would encode the files)`)

test('damage inside AAC takes the frames it hits: the length stays, what is behind is heard, the place is told', async ({
  app,
  page,
  folder,
}) => {
  const path = (name: string): string => join(folder, name)
  const source = wav({ sampleRate: RATE, lengthFrames: 3 * RATE, source: noise(0.3) })
  const args = ['-f', 'wav', '-i', '-', '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart']
  runFfmpeg([...args, path('whole.m4a')], source)
  const whole = readFileSync(path('whole.m4a'))
  const half = whole.length >> 1
  const rubbish = Buffer.from(whole)
  for (let k = 0; k < 400; k++) rubbish[half + k] = (k * 91 + 17) & 255
  writeFileSync(path('rubbish.m4a'), rubbish)
  writeFileSync(path('zeros.m4a'), Buffer.from(whole).fill(0, half, half + 3000))
  await app.open(path('rubbish.m4a'), path('zeros.m4a'))
  await app.waitUntilIdle()
  const decodes = await page.evaluate(
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
  test.skip(!decodes, 'this browser decodes no AAC')
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
