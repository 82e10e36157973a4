import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Download, Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import type { Report } from '../src/report/report'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/test'

const RATE = 44_100
const SECONDS = 8

const mixFile = (folder: string, name: string): string => {
  const channels = syntheticMix({ seconds: SECONDS, sampleRate: RATE })
  const path = join(folder, name)
  const source = (frame: number, channel: number) => channels[channel]?.[frame] ?? 0
  writeFileSync(path, wav({ sampleRate: RATE, lengthFrames: SECONDS * RATE, source }))
  return path
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

test('a report tells what the page tells, of the very file that was saved, and stands by itself', async ({
  app,
  page,
  folder,
  browser,
}) => {
  await app.open(mixFile(folder, 'Told.wav'))
  await app.waitUntilIdle()
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
})

test('a report before a download has its file written and checked first', async ({
  app,
  page,
  folder,
}) => {
  await app.open(mixFile(folder, 'Before.wav'))
  await app.waitUntilIdle()
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'MP3' })
  const { report } = await savedReport(page)
  expect(report.file).toMatchObject({ name: 'Before (master).mp3', audioMd5: null })
  expect(report.meters.agree).toBe(true)
  await expect(dialog.getByRole('status', { name: 'Export check' })).toContainText(
    'Written and read back.',
  )
})
