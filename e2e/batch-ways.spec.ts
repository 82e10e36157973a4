import { expectAccessible } from './support/accessible'
import { MasteringPage } from './support/mastering-page'
import { bad, Queue, SAMPLE_RATE, song } from './support/queue'
import { expect, test } from './support/test'

/** So many, and so long, that work is still there to be stopped when it is seen that one is done. */
const FILES = 4

test('the queue stops at once when paused; a tab that dies in the middle is gone on with in another', async ({
  page,
  context,
}) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  await app.open(...Array.from({ length: FILES }, (_, index) => song(index, 4)))
  await expect(app.landing).toContainText(/\d/)
  await queue.open()
  await queue.startAndPause()
  await expect(queue.dialog.getByRole('progressbar')).toHaveCount(0)
  const done = await queue.inState('Done').count()
  await app.waitUntilIdle()
  await expect(queue.inState('Done')).toHaveCount(done)
  await expect(queue.inState('Waiting')).toHaveCount(FILES - done)
  await expect(queue.progress).not.toContainText('being stored')
  await queue.press('Resume')
  await expect(queue.inState('Waiting')).not.toHaveCount(FILES - done)

  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  session.send('Page.crash').catch(() => {})
  await crashed
  const another = await context.newPage()
  const rest = new Queue(another)
  await new MasteringPage(another).visit()
  const offer = another.getByRole('region', { name: 'Earlier work' })
  await expect(offer).toContainText(/[1-3] of 4 not exported yet/)
  const files = await rest.archive(() => offer.getByRole('button', { name: 'Go on' }).click())
  expect(files).toHaveLength(FILES)
  await expect(rest.inState('Done')).toHaveCount(FILES)
  // As it was asked for before.
  await expect(rest.loudnessIn('Done')).toHaveText(Array(FILES).fill(/^−11\.\d\d$/))
})

test('a queue starts while files are still being opened; masters are written into a folder, beside what is there; on a phone the queue and the album can be used as well', async ({
  page,
}) => {
  await page.addInitScript(() => {
    // Stands for the folder that a person picks; nothing asks in a private window.
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory()
        return root.getDirectoryHandle('picked', { create: true })
      },
    })
  })
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  await app.open(song(0))
  await expect(app.landing).toContainText(/\d/)

  await test.step('a queue starts while files are still being opened; what is bad among them fails in the queue as well', async () => {
    await queue.open()
    await app.open(bad('Notes.mp3'), song(1))
    const masters = await queue.archive(() => queue.press('Start'))
    expect(masters.map(({ name }) => name)).toContain('Song 00 (master).wav')
    // Whether a file came before its turn or after the end of the run, it is in the queue.
    await expect(queue.rows).toHaveCount(3)
    await app.waitUntilIdle()
    const notes = queue.row('Notes.mp3')
    await expect(notes).toContainText('is not an audio file')
    // Tried again, with what came too late, it is the queue that opens it.
    const all = await queue.archive(() => notes.getByRole('button', { name: 'Retry' }).click())
    expect(all).toHaveLength(2)
    await expect(queue.inState('Done')).toHaveCount(2)
    await expect(queue.inState('Failed')).toHaveCount(1)
    await expect(notes).toContainText('is not an audio file')
    await queue.press('Close')
  })

  await test.step('masters are written into a folder, beside what is there', async () => {
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const folder = await root.getDirectoryHandle('picked', { create: true })
      await folder.getFileHandle('Song 01 (master).wav', { create: true })
    })
    await queue.open()
    const deliverAs = queue.dialog.getByRole('combobox', { name: 'Deliver as' })
    await deliverAs.selectOption('Files in a folder')
    // Made into something else, what was done before waits again: only this run's end says Done.
    for (const name of ['Song 00.wav', 'Song 01.wav'])
      await queue.choice(`Destination of ${name}`).selectOption('Spotify Loud')
    await expect(queue.inState('Done')).toHaveCount(0)
    await queue.press('Start')
    await expect(queue.inState('Done')).toHaveCount(2)
    const files = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const folder = await root.getDirectoryHandle('picked')
      const found: [string, number][] = []
      for await (const [name, handle] of folder.entries())
        if (handle instanceof FileSystemFileHandle)
          found.push([name, (await handle.getFile()).size])
      return found.sort()
    })
    expect(files.map(([name]) => name)).toEqual([
      'Song 00 (master).wav',
      'Song 01 (master) (2).wav',
      'Song 01 (master).wav',
    ])
    expect(files.map(([, size]) => size > SAMPLE_RATE * 6)).toEqual([true, true, false])
    await queue.press('Close')
  })

  await test.step('the queue and the album can be used on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await queue.open()
    const deliverAs = queue.dialog.getByRole('combobox', { name: 'Deliver as' })
    await deliverAs.selectOption('One ZIP file')
    await queue.archive(() => queue.press('Start'))
    const { width } = (await queue.dialog.boundingBox()) ?? { width: Number.NaN }
    expect(width).toBeLessThanOrEqual(390)
    await expectAccessible(page, 'the queue on a phone')
    await queue.press('Close')
    // The album lies between the tracks and the rest: nothing stands in the way of either.
    await page.getByRole('button', { name: 'Album', exact: true }).click()
    const album = page.getByRole('region', { name: 'Album' })
    await album.getByRole('button', { name: 'Move Song 01.wav up' }).click()
    await expect(
      album.getByRole('listitem').first().getByRole('button', { name: 'Move Song 01.wav down' }),
    ).toBeVisible()
    await album.getByRole('button', { name: 'Export album…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await expect(album.getByRole('button', { name: 'Export album…' })).toBeFocused()
    await expectAccessible(page, 'the album on a phone')
    await page.getByRole('button', { name: 'Album', exact: true }).click()
    await expect(album).toHaveCount(0)
  })
})
