import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Download, Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import type { Report } from '../src/report/report'
import { expectAccessible } from './support/accessible'
import { ffmpegPath, runFfmpeg } from './support/ffmpeg'
import { MasteringPage } from './support/mastering-page'
import { playedFile, watchPlayedFiles } from './support/played-file'
import { expect, test } from './support/test'

const RATE = 44_100
const SECONDS = 5

const mixFile = (folder: string, name: string): string => {
  const channels = syntheticMix({ seconds: SECONDS, sampleRate: RATE })
  const path = join(folder, name)
  const source = (frame: number, channel: number) => channels[channel]?.[frame] ?? 0
  writeFileSync(path, wav({ sampleRate: RATE, lengthFrames: SECONDS * RATE, source }))
  return path
}

/** As ffmpeg decodes it, at the rate of Opus, channels in turn. */
const samplesIn = (file: Buffer): Float32Array => {
  const raw = runFfmpeg(['-i', '-', '-f', 'f32le', '-ar', '48000', '-'], file)
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength))
}

interface Saved {
  readonly page: Download
  readonly report: Report
}

/** The page and the data of the report, as they are downloaded. */
const savedReport = async (page: Page): Promise<Saved> => {
  const downloads: Download[] = []
  const onDownload = (download: Download) => void downloads.push(download)
  page.on('download', onDownload)
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Report' }).click()
  await expect.poll(() => downloads.length).toBe(2)
  page.off('download', onDownload)
  const [html, json] = downloads
  if (!html || !json) throw new Error('two downloads')
  return { page: html, report: JSON.parse(readFileSync(await json.path(), 'utf8')) }
}

/** What is not there by then may never come in this try: there is another. */
const SOON = { timeout: 10_000 }

test('reports, recipes used again, and what a codec makes of the master', async ({
  app,
  page,
  folder,
  browser,
}) => {
  const input = mixFile(folder, 'Told.wav')
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await app.open(input)
  await watchPlayedFiles(page)
  await app.waitUntilIdle()

  await test.step('a report before a download has its file written and checked first, and its codec proven', async () => {
    await page.getByRole('button', { name: 'Export…' }).click()
    await dialog.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'MP3' })
    const { page: html, report } = await savedReport(page)
    expect(report.file).toMatchObject({ name: 'Told (master).mp3', audioMd5: null })
    expect(report.meters.agree).toBe(true)
    expect(report.codec).toMatchObject({ decoder: 'mpg123', change: { lagFrames: 0 } })
    const reader = await (await browser.newContext()).newPage()
    await reader.setContent(readFileSync(await html.path(), 'utf8'))
    await expect(reader.getByRole('heading', { name: 'Codec proof' })).toBeVisible()
    const sheets = (await reader.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheets.match(/\/Type \/Page\b/g), 'sheets of A4').toHaveLength(1)
    await reader.context().close()
    await expect(dialog.getByRole('status', { name: 'Export check' })).toContainText(
      'Written and read back.',
    )
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('what a codec makes of the master is measured and heard on demand', async () => {
    await page.getByRole('button', { name: 'Export…' }).click()
    await dialog
      .getByRole('combobox', { name: 'Codec to hear' })
      .selectOption({ label: 'Opus, 160 kbit/s' })
    await dialog.getByRole('button', { name: 'Hear after the codec' }).click()
    await expect(dialog.getByRole('status', { name: 'Codec check' })).toContainText(
      /^After Opus, 160 kbit\/s: −1[34]\.\d\d LUFS \(.*LU\), .*dBTP \(.*dB\), /,
    )
    await dialog.getByRole('button', { name: 'Listen' }).click()
    await expect(dialog.getByRole('button', { name: 'Stop listening' })).toBeVisible()
    const heard = await playedFile(page)
    const place = dialog.getByRole('slider', { name: 'Place in the track' })
    await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0)
    await dialog.getByRole('radio', { name: 'What it changed' }).check()
    await expectAccessible(page, 'hearing a codec')
    // Where looking took longer than the track lasts, it plays no more: then it is begun again.
    await expect(async () => {
      const stop = dialog.getByRole('button', { name: 'Stop listening' })
      if (!(await stop.isVisible()))
        await dialog.getByRole('button', { name: 'Listen' }).click(SOON)
      await place.fill('0', SOON)
      await stop.click(SOON)
      await expect(dialog.getByRole('button', { name: 'Listen' })).toBeVisible(SOON)
    }).toPass()
    await dialog.getByRole('button', { name: 'Close' }).click()

    if (ffmpegPath) {
      // What was heard is what another decoder makes of the same encoding, frame by frame.
      const { path } = await app.export({ format: 'Opus', quality: '160 kbit/s' })
      const [decoded, played] = [samplesIn(readFileSync(path)), samplesIn(heard)]
      expect(played.length).toBe(decoded.length)
      const power = (sound: Float32Array) => sound.reduce((sum, sample) => sum + sample * sample, 0)
      const differences = played.map((sample, n) => sample - (decoded[n] ?? 0))
      expect(10 * Math.log10(power(differences) / power(decoded))).toBeLessThan(-60)
      await dialog.getByRole('button', { name: 'Close' }).click()
    }
  })

  await test.step('a report tells what the page tells, of the very file that was saved, and stands by itself', async () => {
    await app.target(-16, -1)
    const file = await app.export({ format: 'FLAC' })
    const { page: html, report } = await savedReport(page)
    expect(html.suggestedFilename()).toBe('Told (master) report.html')
    const bytes = readFileSync(file.path)
    expect(report.file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(report.file.audioMd5).toBe(bytes.subarray(26, 42).toString('hex'))
    expect(report.meters).toMatchObject({ readFile: true, agree: true })
    for (const row of ['Integrated loudness', 'True peak', 'Loudness range'] as const) {
      const told = report.measurements.find(({ label }) => label === row)
      expect(told?.original, row).toBe(await app.measured(row, 'Original'))
      expect(told?.master, row).toBe(await app.measured(row, 'Master'))
    }

    const path = join(folder, 'report.html')
    writeFileSync(path, readFileSync(await html.path()))
    const reader = await (await browser.newContext()).newPage()
    const requests: string[] = []
    reader.on('request', (request) => requests.push(request.url()))
    await reader.goto(pathToFileURL(path).href)
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Told.wav')
    await expect(reader.getByText(report.file.sha256).first()).toBeVisible()
    await expect(reader.getByText('Two independent meters agree.')).toBeVisible()
    expect(requests, 'nothing but the page itself').toHaveLength(1)
    await expectAccessible(reader, 'a report')
    const sheets = (await reader.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(sheets.match(/\/Type \/Page\b/g), 'sheets of A4').toHaveLength(1)
    await reader.context().close()
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('a recipe is used again: from a report that is opened, and from a link', async () => {
    await app.target(-17.5, -2)
    const first = readFileSync((await app.export()).path)
    const { page: html } = await savedReport(page)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await dialog.getByRole('button', { name: 'Copy link to this recipe' }).click()
    await expect(dialog.getByRole('button', { name: 'Link copied' })).toBeVisible()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    await dialog.getByRole('button', { name: 'Close' }).click()

    // From the report's page, whatever it is called: one step, which undo takes back.
    await app.target(-10, -1)
    const report = { name: 'odd name', buffer: readFileSync(await html.path()) }
    await app.open(report)
    const target = page.getByRole('spinbutton', { name: 'Target loudness' })
    await expect(target).toHaveValue('-17.5')
    await expect(page.getByText('The recipe of “odd name” is used on “Told.wav”.')).toBeVisible()
    await app.waitUntilIdle()
    expect(readFileSync((await app.export()).path).equals(first)).toBe(true)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(target).toHaveValue('-10.0')

    // What is no recipe is refused in a sentence, and nothing changes.
    await app.open({ name: 'other.json', buffer: Buffer.from('{"recipe": {"version": 1}}') })
    await expect(app.alerts.filter({ hasText: 'holds no recipe' })).toBeVisible()
    await expect(target).toHaveValue('-10.0')

    // From a link, in a page of its own: used on the first track, and then gone from the address.
    const visitor = await page.context().newPage()
    await visitor.goto(link)
    const other = new MasteringPage(visitor)
    await other.open(input)
    await expect(visitor.getByText('The recipe of the link is used on “Told.wav”.')).toBeVisible()
    await other.waitUntilIdle()
    await expect(visitor).toHaveURL(/\/$/)
    expect(readFileSync((await other.export()).path).equals(first)).toBe(true)
  })
})
