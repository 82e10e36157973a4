import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { sine } from './support/signals'
import { expect, test } from './support/test'

test('files dropped anywhere in the window open, each for what it holds whatever it is called', async ({
  app,
  page,
  folder,
}) => {
  const path = (name: string): string => join(folder, name)
  const file = { lengthFrames: 24_000, source: sine(440, 0.3) }
  writeFileSync(path('First.wav'), wav(file))
  writeFileSync(path('In truth a WAV.mp3'), wav({ ...file, channelCount: 1 }))
  writeFileSync(path('Later.wav'), wav(file))
  writeFileSync(path('Notes.flac'), 'no music, only words')

  // The browser's own drag from outside, not an event made up in the page: what is not taken would be navigated to.
  const devtools = await page.context().newCDPSession(page)
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop', x: number, y: number, names: string[]) =>
    devtools.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [], files: names.map(path), dragOperationsMask: 1 },
    })
  const veil = page.getByText('Drop to open')

  const atOnce = ['First.wav', 'In truth a WAV.mp3', 'Notes.flac']
  await drag('dragEnter', 640, 400, atOnce)
  await expect(veil).toBeVisible()
  await drag('dragOver', 40, 780, atOnce)
  await drag('drop', 40, 780, atOnce)
  await expect(veil).toHaveCount(0)
  await app.waitUntilIdle()
  const options = app.tracks.getByRole('option')
  await expect(options).toHaveCount(2)
  await expect(app.alerts).toHaveCount(1)
  await expect(app.alerts).toContainText('“Notes.flac” is not an audio file')
  await app.tracks.getByRole('option', { name: 'In truth a WAV.mp3' }).click()
  await expect(page.getByText('WAV · 48 kHz · 24-bit · mono')).toBeVisible()

  // The header of a page full of panels takes them as well.
  await drag('dragEnter', 600, 20, ['Later.wav'])
  await drag('dragOver', 600, 20, ['Later.wav'])
  await drag('drop', 600, 20, ['Later.wav'])
  await expect(options).toHaveCount(3)
  await app.waitUntilIdle()
  expect(new URL(page.url()).pathname).toBe('/')
})
