import { expectAccessible } from './support/accessible'
import { MasteringPage } from './support/mastering-page'
import { bad, bytesOf, Queue, SAMPLE_RATE, song } from './support/queue'
import { expect, test } from './support/test'

test('thirty files, three of them bad, end in one archive: bad ones say why and stop no other, a reload in the middle goes on where it was', async ({
  page,
}) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  const songs = Array.from({ length: 27 }, (_, index) => song(index))
  await app.open(...songs.slice(0, 1))
  await expect(app.landing).toContainText(/\d/)
  await test.step('files that are opened meanwhile are in the queue as well', async () => {
    await queue.open()
    await expect(queue.rows).toHaveCount(1)
    await app.open(
      ...songs.slice(1, 9),
      bad('Notes.mp3'),
      ...songs.slice(9, 18),
      { name: 'Empty.wav', buffer: Buffer.alloc(0) },
      bad('Cover.wav'),
      ...songs.slice(18),
    )
    await expect(queue.rows).toHaveCount(30)
    // All opened before it starts: from then on a bad one has its turn as others have, which may come late.
    await app.waitUntilIdle()
    await expect(queue.inState('Failed')).toHaveCount(3)
    await expect(queue.row('Notes.mp3')).toContainText('is not an audio file')
    await expect(queue.row('Empty.wav')).toContainText('is empty')
  })

  const offer = page.getByRole('region', { name: 'Earlier work' })
  await test.step('a reload in the middle of its work', async () => {
    await queue.startAndPause()
    const done = await queue.inState('Done').count()
    expect(done).toBeLessThan(27)
    // What a reload finds again is what has been stored by then, and the page says when that is everything.
    await expect(queue.progress).not.toContainText('being stored')
    await queue.press('Resume')
    await expect.poll(() => queue.inState('Done').count()).toBeGreaterThan(done)
    await page.reload()
    await expect(offer).toContainText(/\d+ of 30 not exported yet/)
  })

  await test.step('goes on where it was', async () => {
    const files = await queue.archive(() => offer.getByRole('button', { name: 'Go on' }).click())
    expect(files.map(({ name }) => name).toSorted()).toEqual(
      songs.map(({ name }) => name.replace('.wav', ' (master).wav')).toSorted(),
    )
    for (const { name, bytes } of files) {
      expect(bytes.toString('latin1', 0, 4), name).toBe('RIFF')
      expect(bytes.length, name).toBeGreaterThan(SAMPLE_RATE * 6)
    }
    await expect(queue.inState('Done')).toHaveCount(27)
    await expect(queue.inState('Failed')).toHaveCount(3)
    // The destination that was asked for holds for the rest as well.
    await expect(queue.loudnessIn('Done')).toHaveText(Array(27).fill(/^−11\.\d\d$/))
    await expectAccessible(page, 'the queue at its end')
  })

  const [table] = await Promise.all([page.waitForEvent('download'), queue.press('Verdicts as CSV')])
  const lines = (await bytesOf(table)).toString('utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(31)
  expect(lines.filter((line) => line.includes(',Done,'))).toHaveLength(27)
  await queue.press('Close')
  await expect(app.tracks.getByRole('option')).toHaveCount(27)
})
