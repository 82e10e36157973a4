import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { sine } from './support/signals'
import { expect, test } from './support/test'

test('files and folders dropped anywhere in the window open, each for what it holds whatever it is called', async ({
  app,
  page,
  folder,
}) => {
  const path = (...names: string[]): string => join(folder, ...names)
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
      data: { items: [], files: names.map((name) => path(name)), dragOperationsMask: 1 },
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
  await app.alerts.getByRole('button', { name: 'Dismiss' }).click()
  await expect(app.alerts).toHaveCount(0)

  await test.step('a folder opens what it holds, folders inside included, beside files of the same drop', async () => {
    mkdirSync(path('Record', 'Side B'), { recursive: true })
    mkdirSync(path('Pictures'))
    for (const names of [
      ['Record', '2 Second.wav'],
      ['Record', '10 Tenth.wav'],
      ['Record', 'Side B', 'Third.wav'],
      ['Single.wav'],
    ])
      writeFileSync(path(...names), wav(file))
    writeFileSync(path('Record', 'Notes.txt'), 'no music, only words')
    writeFileSync(path('Pictures', 'Cover.png'), 'no music, only a picture')

    // Only the browser's own drag gives entries that are folders.
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await drag(type, 640, 400, ['Record', 'Single.wav', 'Pictures'])
    await expect(options).toHaveCount(3 + 4)
    await app.waitUntilIdle()
    for (const name of ['2 Second.wav', '10 Tenth.wav', 'Third.wav', 'Single.wav'])
      await expect(app.tracks.getByRole('option', { name })).toHaveCount(1)
    await expect(options.nth(3)).toContainText('2 Second')
    await expect(app.alerts).toHaveCount(1)
    await expect(app.alerts).toContainText('“Pictures” holds no audio files')
  })
})
