import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { wav } from '../bench/support/wav.mjs'
import { expectAccessible } from './support/accessible'
import { silences } from './support/heard'
import { MasteringPage } from './support/mastering-page'
import { readDdp } from './support/read-ddp'
import { readZip } from './support/read-zip'
import { Recorder } from './support/recorder'
import { wavData } from './support/riff-chunks'
import { noise, sine } from './support/signals'
import { expect, test } from './support/test'

const SAMPLE_RATE = 44_100
const SECTOR_BYTES = 2352
const NAMES = ['One', 'Two', 'Three', 'Four', 'Five'] as const

/** Six seconds; each a tone of its own. */
const songs = NAMES.map((name, index) => {
  const [tone, hiss] = [sine(200 + 100 * index, 0.2, SAMPLE_RATE), noise(0.05, index + 1)]
  return {
    name: `${name}.wav`,
    buffer: Buffer.from(
      wav({
        sampleRate: SAMPLE_RATE,
        lengthFrames: 6 * SAMPLE_RATE,
        source: (frame, channel) => tone(frame, channel) + hiss(frame, channel),
      }),
    ),
  }
})

const openAlbum = async (page: Page): Promise<Locator> => {
  const app = new MasteringPage(page)
  await app.visit()
  await app.open(...songs)
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
  await page.getByRole('button', { name: 'Album', exact: true }).click()
  const album = page.getByRole('region', { name: 'Album' })
  await album.getByRole('textbox', { name: 'Album title' }).fill('Fünf Gefühle')
  await album.getByRole('textbox', { name: 'Album artist' }).fill('The Band')
  return album
}

const download = async (page: Page, kind: string): Promise<ReturnType<typeof readZip>> => {
  await page.getByRole('button', { name: 'Export album…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export album' })
  await dialog.getByRole('combobox', { name: 'Deliver as' }).selectOption(kind)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ])
  await expect(dialog.getByRole('status')).toContainText('is saved')
  await dialog.getByRole('button', { name: 'Close' }).click()
  return readZip(readFileSync(await file.path()))
}

const deliverAsDdp = async (page: Page, album: Locator): Promise<void> => {
  await album.getByRole('textbox', { name: 'ISRC of Two.wav' }).fill('de-abc-26-00001')
  await album.getByRole('textbox', { name: 'UPC or EAN' }).fill('4006381333932')
  await page.getByRole('button', { name: 'Export album…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export album' })
  await dialog.getByRole('combobox', { name: 'Deliver as' }).selectOption('DDP image')
  await expect(dialog.getByRole('list', { name: 'Red Book problems' })).toContainText('should be 1')
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeDisabled()
  await expectAccessible(page, 'what keeps an album from being pressed')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await album.getByRole('textbox', { name: 'UPC or EAN' }).fill('4006381333931')
  const files = await download(page, 'DDP image')
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]))
  const disc = readDdp(byName)
  expect(disc.ean).toBe('4006381333931')
  expect(disc.title).toBe('Fünf Gefühle')
  expect(disc.performer).toBe('The Band')
  expect(disc.tracks.map(({ title }) => title)).toEqual([...NAMES])
  expect(disc.tracks.map(({ isrc }) => isrc)).toEqual(['', 'DEABC2600001', '', '', ''])
  // Two seconds, then six seconds of each and two of pause between them.
  expect(disc.tracks.map(({ startSectors }) => startSectors / 75)).toEqual([2, 10, 18, 26, 34])
  expect(disc.leadOutSectors).toBe(40 * 75)
  const image = byName.get('IMAGE.DAT') ?? Buffer.alloc(0)
  expect(image.length).toBe(disc.leadOutSectors * SECTOR_BYTES)
  for (const { startSectors } of disc.tracks) {
    const at = startSectors * SECTOR_BYTES
    expect(image.subarray(at - SECTOR_BYTES, at).every((byte) => byte === 0)).toBe(true)
    expect(image.subarray(at, at + SECTOR_BYTES).some((byte) => byte !== 0)).toBe(true)
  }
  const checksums = (byName.get('CHECKSUM.MD5') ?? Buffer.alloc(0)).toString().trim().split('\n')
  expect(checksums).toEqual(
    ['DDPID', 'DDPMS', 'CDTEXT.BIN', 'SD', 'IMAGE.DAT'].map((name) => {
      const md5 = createHash('md5')
        .update(byName.get(name) ?? '')
        .digest('hex')
      return `${md5} *${name}`
    }),
  )
}

const deliverAsCue = async (page: Page, album: Locator): Promise<void> => {
  await album.getByRole('combobox', { name: 'Album loudness' }).selectOption('Album at the target')
  await album.getByRole('spinbutton', { name: 'Album target' }).fill('-20')
  await expect(album.getByRole('status', { name: 'Album levels' })).toContainText('−20.0 LUFS')
  const files = await download(page, 'One file with cue sheet')
  expect(files.map(({ name }) => name)).toEqual(['Fünf Gefühle.wav', 'Fünf Gefühle.cue'])
  const cue = files[1]?.bytes.toString('utf8') ?? ''
  expect(cue.match(/INDEX 01 \d\d:\d\d:\d\d/g)).toEqual(
    ['00:02:00', '00:10:00', '00:18:00', '00:26:00', '00:34:00'].map((time) => `INDEX 01 ${time}`),
  )
  expect(wavData(files[0]?.bytes ?? Buffer.alloc(0)).length).toBe(40 * 75 * SECTOR_BYTES)
  // A public reader of cue sheets finds five tracks of six seconds and their pauses; it need not be installed.
  const folder = test.info().outputPath('disc')
  mkdirSync(folder, { recursive: true })
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes)
  const { error, stdout, stderr, status } = spawnSync('cdrdao', ['show-toc', 'Fünf Gefühle.cue'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (error) test.info().annotations.push({ type: 'skipped', description: 'no cdrdao here' })
  else {
    expect(status, stderr).toBe(0)
    expect(`${stdout}${stderr}`.match(/^TRACK/gm)).toHaveLength(5)
    expect(`${stdout}${stderr}`).toMatch(/END\d?\s+00:40:00/)
  }
}

const deliverAsFiles = async (page: Page, album: Locator): Promise<void> => {
  await album.getByRole('button', { name: 'Move Five.wav up' }).click()
  await album.getByRole('spinbutton', { name: 'Gap before Two.wav' }).fill('0')
  await album.getByRole('spinbutton', { name: 'Gap before Three.wav' }).fill('-1')
  await expectAccessible(page, 'an album')
  const files = await download(page, 'Separate files')
  expect(files.map(({ name }) => name)).toEqual([
    '01 One.wav',
    '02 Two.wav',
    '03 Three.wav',
    '04 Five.wav',
    '05 Four.wav',
  ])
  const seconds = files.map(({ bytes }) => wavData(bytes).length / (SAMPLE_RATE * 6))
  // The gap ahead of a track ends the file before it; a crossfade takes its second from there.
  for (const [at, expected] of [6, 5, 8, 8, 6].entries())
    expect(Math.abs((seconds[at] ?? 0) - expected), `seconds of track ${at + 1}`).toBeLessThan(0.03)
  const one = wavData(files[0]?.bytes ?? Buffer.alloc(0))
  expect(one.subarray(-600).some((byte) => byte !== 0)).toBe(true)
  const three = wavData(files[2]?.bytes ?? Buffer.alloc(0))
  expect(three.subarray(-600).every((byte) => byte === 0)).toBe(true)
}

test('an album of five is delivered in every form', async ({ page }) => {
  const album = await openAlbum(page)
  await test.step('an album of five as DDP: read back by a reader of its own', () =>
    deliverAsDdp(page, album))
  await test.step('an album as one file with its cue sheet, at one gain', () =>
    deliverAsCue(page, album))
  await test.step('an album of five as separate files: in its order, and rejoined without a seam', () =>
    deliverAsFiles(page, album))
})

test.describe('with a recorder at the speakers', () => {
  // For the recorder's own script.
  test.use({ bypassCSP: true })

  test('an album is arranged by dragging and by keys, heard across its gaps, and there after a reload', async ({
    page,
  }) => {
    const recorder = await Recorder.install(page)
    const album = await openAlbum(page)
    const rows = album.getByRole('list', { name: 'Track order' }).getByRole('listitem')
    const order = async (): Promise<(string | undefined)[]> =>
      (
        await rows
          .getByRole('textbox', { name: /^Title of / })
          .all()
          .then((boxes) => Promise.all(boxes.map((box) => box.getAttribute('aria-label'))))
      ).map((label) => label?.replace(/^Title of (.*)\.wav$/, '$1'))
    const handle = (at: number) => rows.nth(at).getByTitle('Drag to another place')
    await handle(4).dragTo(handle(1))
    expect(await order()).toEqual(['One', 'Five', 'Two', 'Three', 'Four'])
    await album.getByRole('button', { name: 'Move Four.wav up' }).focus()
    await page.keyboard.press('Enter')
    expect(await order()).toEqual(['One', 'Five', 'Two', 'Four', 'Three'])
    await album.getByRole('spinbutton', { name: 'Gap before Five.wav' }).fill('1')
    await album.getByRole('spinbutton', { name: 'Fade in of Five.wav' }).fill('1')
    await album.getByRole('spinbutton', { name: 'Fade out of One.wav' }).fill('2')
    await album.getByRole('spinbutton', { name: 'Trim end of One.wav' }).fill('0.5')

    await album.getByRole('button', { name: 'Hear the way into Five.wav' }).click()
    const stop = album.getByRole('button', { name: 'Stop: Hear the way into Five.wav' })
    await expect(stop).toBeVisible()
    await stop.click()
    await expect(stop).toHaveCount(0)
    await album.getByRole('button', { name: 'Play the album' }).click()
    // The transport is the album's while it is heard: 30 s less half a second, three gaps of 2 s and one of 1.
    const transport = page.getByRole('region', { name: 'Transport' })
    const position = transport.getByRole('slider', { name: 'Position' })
    const seconds = () => position.evaluate((input: HTMLInputElement) => input.valueAsNumber)
    await expect(transport.getByRole('button', { name: 'Pause' })).toBeVisible()
    expect(Number(await position.getAttribute('max'))).toBeCloseTo(36.5, 1)
    await expect.poll(seconds).toBeGreaterThan(0.5)
    // Across the gap behind the first track: a second, filled up to 1/75 s, is silent to the millisecond, and nothing clicks.
    await position.fill('5')
    const gapFrames = (Math.ceil(6.5 * 75) / 75 - 5.5) * SAMPLE_RATE
    await recorder.hearUntil(1, ([left = new Float32Array()]) => {
      const gap = silences(left).find(
        ({ frames }) => Math.abs(frames - gapFrames) < 0.001 * SAMPLE_RATE,
      )
      if (!gap)
        throw new Error(`no gap of ${gapFrames} frames in ${JSON.stringify(silences(left))}`)
      const edges = [left[gap.from - 1], left[gap.from + gap.frames]]
      for (const edge of edges) expect(Math.abs(edge ?? 1)).toBeLessThan(0.01)
    })
    // Into the fifth track, whose piece is not written yet.
    await position.fill('33')
    await expect.poll(seconds).toBeGreaterThan(33.2)
    await transport.getByRole('button', { name: 'Pause' }).click()
    await expect(transport.getByRole('button', { name: 'Play' })).toBeVisible()
    await expectAccessible(page, 'an album that is heard')
    await page.getByRole('main').press('Space')
    // To its end: the transport is the track's again.
    await expect(album.getByRole('button', { name: 'Play the album', exact: true })).toBeVisible()
    await expect(transport.getByRole('button', { name: 'Play' })).toBeVisible()
    await expect.poll(async () => Number(await position.getAttribute('max'))).toBeCloseTo(6, 1)
    await album.getByRole('button', { name: 'Play the album' }).click()
    await page.getByRole('button', { name: 'back to the track' }).click()
    await expect(album.getByRole('button', { name: 'Play the album', exact: true })).toBeVisible()

    const files = await download(page, 'Separate files')
    const [one, five] = files.map(({ bytes }) => wavData(bytes))
    // 6 s less half a second, and the gap of a second behind it: silent.
    expect(Math.abs((one?.length ?? 0) / (SAMPLE_RATE * 6) - 6.5)).toBeLessThan(0.03)
    expect(one?.subarray(-6 * (SAMPLE_RATE - 2000)).every((byte) => byte === 0)).toBe(true)
    // The fades: −9 dB a tenth of a second into one of a second of equal power, all of it past its end.
    const level = (data: Buffer | undefined, atSeconds: number): number => {
      let energy = 0
      const from = Math.round(atSeconds * SAMPLE_RATE)
      for (let frame = from - 2000; frame < from + 2000; frame++)
        energy += ((data?.readIntLE(6 * frame, 3) ?? 0) / 2 ** 23) ** 2
      return 10 * Math.log10(energy / 4000)
    }
    const fade = level(five, 0.125) - level(five, 3)
    expect(Math.abs(fade - 10 * Math.log10(0.125))).toBeLessThan(0.3)
    expect(Math.abs(level(one, 5) - level(one, 2) - 10 * Math.log10(0.25))).toBeLessThan(0.3)

    await page.reload()
    await page.getByRole('button', { name: 'Restore' }).first().click()
    await expect(page.getByRole('listbox', { name: 'Tracks' }).getByRole('option')).toHaveCount(5)
    await page.getByRole('button', { name: 'Album', exact: true }).click()
    await expect(album.getByRole('textbox', { name: 'Album title' })).toHaveValue('Fünf Gefühle')
    expect(await order()).toEqual(['One', 'Five', 'Two', 'Four', 'Three'])
    await expect(album.getByRole('spinbutton', { name: 'Gap before Five.wav' })).toHaveValue('1.00')
  })
})
