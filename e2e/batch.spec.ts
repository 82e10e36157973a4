import { readFileSync } from 'node:fs'
import type { Download, Locator, Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { MasteringPage } from './support/mastering-page'
import { readZip } from './support/read-zip'
import { noise, sine } from './support/signals'
import { expect, test } from './support/test'

const SAMPLE_RATE = 44_100

/** A tone of its own in some noise. */
const song = (index: number, seconds = 1) => {
  const [tone, hiss] = [sine(200 + 20 * index, 0.2, SAMPLE_RATE), noise(0.05, index + 1)]
  return {
    name: `Song ${String(index).padStart(2, '0')}.wav`,
    buffer: Buffer.from(
      wav({
        sampleRate: SAMPLE_RATE,
        lengthFrames: seconds * SAMPLE_RATE,
        source: (frame, channel) => tone(frame, channel) + hiss(frame, channel),
      }),
    ),
  }
}
const bad = (name: string) => ({ name, buffer: Buffer.from('This is not audio.') })

class Queue {
  readonly dialog: Locator
  readonly rows: Locator
  readonly progress: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: 'Export all' })
    this.progress = this.dialog.getByRole('status', { name: 'Queue progress' })
    this.rows = this.dialog.getByRole('table', { name: 'Queue' }).locator('tbody').getByRole('row')
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Export all…' }).click()
    await expect(this.dialog).toBeVisible()
  }

  press(name: string): Promise<void> {
    return this.dialog.getByRole('button', { name, exact: true }).click()
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
  }

  inState(state: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('cell', { name: state, exact: true }) })
  }

  /** Opens it, has every file mastered for the queue, so that there is time to press Pause, and does once one is done. */
  async startAndPause(): Promise<void> {
    await this.open()
    await this.dialog
      .getByRole('combobox', { name: 'Destination for all' })
      .selectOption('Spotify Loud')
    await this.press('Start')
    await expect(this.inState('Done')).not.toHaveCount(0)
    await this.press('Pause')
  }

  /** The archive that ends a run. */
  async archive(act: () => Promise<void>): Promise<ReturnType<typeof readZip>> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), act()])
    expect(download.suggestedFilename()).toBe('masters.zip')
    return readZip(await bytesOf(download))
  }
}

const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path())

test('many files end in one archive; bad ones say why, and stop no other', async ({ page }) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  const songs = Array.from({ length: 12 }, (_, index) => song(index))
  await app.open(song(90))
  await expect(app.landing).toContainText(/\d/)
  await queue.open()
  await expect(queue.rows).toHaveCount(1)
  await app.open(
    ...songs.slice(0, 3),
    bad('Cover.wav'),
    ...songs.slice(3, 8),
    bad('Notes.mp3'),
    { name: 'Empty.wav', buffer: Buffer.alloc(0) },
    ...songs.slice(8),
  )
  await expect(queue.rows).toHaveCount(16)
  const files = await queue.archive(() => queue.press('Start'))
  expect(files.map(({ name }) => name).toSorted()).toEqual(
    [...songs, song(90)].map(({ name }) => name.replace('.wav', ' (master).wav')).toSorted(),
  )
  await expect(queue.inState('Done')).toHaveCount(13)
  await expect(queue.inState('Failed')).toHaveCount(3)
  await expect(queue.row('Notes.mp3')).toContainText('is not an audio file')
  await expect(queue.row('Empty.wav')).toContainText('is empty')
  for (const { name, bytes } of files) {
    expect(bytes.toString('latin1', 0, 4), name).toBe('RIFF')
    expect(bytes.length, name).toBeGreaterThan(SAMPLE_RATE * 6)
  }
  await expectAccessible(page, 'the queue at its end')

  const [table] = await Promise.all([page.waitForEvent('download'), queue.press('Verdicts as CSV')])
  const lines = (await bytesOf(table)).toString('utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(17)
  expect(lines.filter((line) => line.includes(',Done,'))).toHaveLength(13)
})

test('files are written in the format, to the destination and in the order that are asked for', async ({
  page,
}) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  await app.open(song(0), song(1), song(2))
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
  const before = await app.measured('Integrated loudness', 'Master')
  await queue.open()
  await queue.dialog.getByRole('combobox', { name: 'Format' }).selectOption('FLAC')
  await queue.dialog
    .getByRole('combobox', { name: 'Destination for all' })
    .selectOption('Spotify Loud')
  const plan = queue.row('Song 01.wav').getByRole('cell').nth(3)
  await expect(plan).toHaveText('Spotify Loud · Balanced · Balanced')
  await queue.dialog.getByRole('combobox', { name: 'Proposal for all' }).selectOption('Open')
  await expect(plan).toHaveText('Spotify Loud · Balanced · Open')
  await queue.dialog.getByRole('button', { name: 'Move Song 02.wav up' }).click()
  await queue.row('Song 01.wav').getByRole('button', { name: 'Skip' }).click()
  const files = await queue.archive(() => queue.press('Start'))
  expect(files.map(({ name }) => name)).toEqual(['Song 00 (master).flac', 'Song 02 (master).flac'])
  for (const { bytes } of files) expect(bytes.toString('latin1', 0, 4)).toBe('fLaC')
  // The open proposal: 2 LU below the destination's target.
  await expect(queue.row('Song 00.wav').getByRole('cell').nth(1)).toHaveText(/^−13\.\d\d$/)
  // A name shows its track on the page.
  await queue.press('Song 01.wav')
  await expect(queue.dialog).toHaveCount(0)
  await expect(app.tracks.getByRole('option', { selected: true })).toHaveAttribute(
    'aria-label',
    'Song 01.wav',
  )
  await app.tracks.getByRole('option').first().click()
  // The page's own masters are as they were.
  expect(await app.measured('Integrated loudness', 'Master')).toBe(before)
})

test('the queue stops at once when paused, and goes on to its end', async ({ page }) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  await app.open(...Array.from({ length: 6 }, (_, index) => song(index, 8)))
  await expect(app.landing).toContainText(/\d/)
  await queue.startAndPause()
  await expect(queue.dialog.getByRole('progressbar')).toHaveCount(0)
  const done = await queue.inState('Done').count()
  await app.waitUntilIdle()
  await expect(queue.inState('Done')).toHaveCount(done)
  await expect(queue.inState('Waiting')).toHaveCount(6 - done)
  const files = await queue.archive(() => queue.press('Resume'))
  expect(files).toHaveLength(6)
  await expect(queue.inState('Done')).toHaveCount(6)
})

test('thirty files, three of them bad: a reload in the middle goes on where it was', async ({
  page,
}) => {
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  const songs = Array.from({ length: 27 }, (_, index) => song(index))
  await app.open(
    ...songs.slice(0, 9),
    bad('Notes.mp3'),
    ...songs.slice(9, 18),
    { name: 'Empty.wav', buffer: Buffer.alloc(0) },
    bad('Cover.wav'),
    ...songs.slice(18),
  )
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
  await queue.startAndPause()
  const done = await queue.inState('Done').count()
  expect(done).toBeLessThan(27)
  // What a reload finds again is what has been stored by then, and the page says when that is everything.
  await expect(queue.progress).not.toContainText('being stored')
  // In the middle of its work.
  await queue.press('Resume')
  await expect.poll(() => queue.inState('Done').count()).toBeGreaterThan(done)
  await page.reload()
  const offer = page.getByRole('region', { name: 'Earlier work' })
  await expect(offer).toContainText(/\d+ of 30 not exported yet/)
  const files = await queue.archive(() => offer.getByRole('button', { name: 'Go on' }).click())
  expect(files.map(({ name }) => name).toSorted()).toEqual(
    songs.map(({ name }) => name.replace('.wav', ' (master).wav')).toSorted(),
  )
  await expect(queue.inState('Done')).toHaveCount(27)
  await expect(queue.inState('Failed')).toHaveCount(3)
  // The destination that was asked for holds for the rest as well.
  for (const row of await queue.inState('Done').all())
    await expect(row.getByRole('cell').nth(1)).toHaveText(/^−11\.\d\d$/)
  await queue.press('Close')
  await expect(app.tracks.getByRole('option')).toHaveCount(27)
})

test('masters are written into a folder, beside what is there', async ({ page }) => {
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
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('picked', { create: true })
    await folder.getFileHandle('Song 01 (master).wav', { create: true })
  })
  await app.open(song(0), song(1))
  await expect(app.landing).toContainText(/\d/)
  await queue.open()
  await queue.dialog.getByRole('combobox', { name: 'Deliver as' }).selectOption('Files in a folder')
  await queue.press('Start')
  await expect(queue.inState('Done')).toHaveCount(2)
  const files = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('picked')
    const found: [string, number][] = []
    for await (const [name, handle] of folder.entries())
      if (handle instanceof FileSystemFileHandle) found.push([name, (await handle.getFile()).size])
    return found.sort()
  })
  expect(files.map(([name]) => name)).toEqual([
    'Song 00 (master).wav',
    'Song 01 (master) (2).wav',
    'Song 01 (master).wav',
  ])
  expect(files.map(([, size]) => size > SAMPLE_RATE * 6)).toEqual([true, true, false])
})

test('the queue and the album can be used on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const app = new MasteringPage(page)
  const queue = new Queue(page)
  await app.visit()
  await app.open(song(0), song(1))
  await expect(app.landing).toContainText(/\d/)
  await queue.open()
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
  await expectAccessible(page, 'the album on a phone')
  await page.getByRole('button', { name: 'Album', exact: true }).click()
  await expect(album).toHaveCount(0)
})
