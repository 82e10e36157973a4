import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wav } from '../bench/support/wav.mjs'
import { sine } from './support/signals'
import { expect, test } from './support/test'

test('a folder that is dropped opens what it holds, folders inside included, beside files of the same drop', async ({
  app,
  page,
  folder,
}) => {
  const path = (...names: string[]): string => join(folder, ...names)
  const file = wav({ lengthFrames: 24_000, source: sine(440, 0.3) })
  mkdirSync(path('Record', 'Side B'), { recursive: true })
  mkdirSync(path('Pictures'))
  for (const names of [
    ['Record', '2 Second.wav'],
    ['Record', '10 Tenth.wav'],
    ['Record', 'Side B', 'Third.wav'],
    ['Single.wav'],
  ])
    writeFileSync(path(...names), file)
  writeFileSync(path('Record', 'Notes.txt'), 'no music, only words')
  writeFileSync(path('Pictures', 'Cover.png'), 'no music, only a picture')

  // The browser's own drag: only it gives entries that are folders.
  const devtools = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: 640,
      y: 400,
      data: {
        items: [],
        files: [path('Record'), path('Single.wav'), path('Pictures')],
        dragOperationsMask: 1,
      },
    })
  const options = app.tracks.getByRole('option')
  await expect(options).toHaveCount(4)
  await app.waitUntilIdle()
  for (const name of ['2 Second.wav', '10 Tenth.wav', 'Third.wav', 'Single.wav'])
    await expect(app.tracks.getByRole('option', { name })).toHaveCount(1)
  await expect(options.first()).toContainText('2 Second')
  await expect(app.alerts).toHaveCount(1)
  await expect(app.alerts).toContainText('“Pictures” holds no audio files')
})
