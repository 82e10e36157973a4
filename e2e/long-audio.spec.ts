import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge } from './support/ffmpeg'
import { test as base, expect } from './support/test'

const RATE = 44_100
/** As it is held it takes 42 MB. */
const SECONDS = 120
/** The smallest that a person can choose: less than original and master take. */
const BUDGET_MIB = 64

/** A mix that is repeated. */
const mixFile = (folder: string, name: string, seconds: number): string => {
  const channels = syntheticMix({ seconds: 20, sampleRate: RATE })
  const period = channels[0].length
  const path = join(folder, name)
  writeFileSync(
    path,
    wav({
      sampleRate: RATE,
      format: 'int16',
      lengthFrames: seconds * RATE,
      source: (frame, channel) => channels[channel]?.[frame % period] ?? 0,
    }),
  )
  return path
}

/** Bytes in a folder of the origin's private file system: of what ends with its page, or of the sources that are kept. */
const bytesOnDisk = (page: Page, name: 'swap' | 'audio' = 'swap'): Promise<number> =>
  page.evaluate(async (folderName) => {
    const sizeOf = async (folder: FileSystemDirectoryHandle): Promise<number> => {
      let bytes = 0
      for await (const entry of folder.values())
        bytes +=
          entry.kind === 'file'
            ? (await (entry as FileSystemFileHandle).getFile()).size
            : await sizeOf(entry as FileSystemDirectoryHandle)
      return bytes
    }
    const root = await navigator.storage.getDirectory()
    return sizeOf(await root.getDirectoryHandle(folderName, { create: true }))
  }, name)

/** With a profile on disk: a private window, which tests have otherwise, has no disk to write to. */
const test = base.extend({
  context: async ({ launchOptions, baseURL, folder }, use) => {
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      ...launchOptions,
      ...(baseURL ? { baseURL } : {}),
      serviceWorkers: 'block',
    })
    await use(context)
    await context.close()
  },
  page: async ({ context }, use) => use(context.pages()[0] ?? (await context.newPage())),
})

test('audio beyond the memory budget lies on disk: mastered, played, exported, judged without its file, and gone with its page', async ({
  app,
  page,
  folder,
}) => {
  await page.getByRole('button', { name: 'Storage…' }).click()
  await page.getByRole('combobox', { name: 'Memory for audio' }).selectOption(String(BUDGET_MIB))
  await page.getByRole('button', { name: 'Close' }).click()
  const long = mixFile(folder, 'long.wav', SECONDS)
  await app.open(long)
  await app.waitUntilIdle()
  // From here on the file is not needed any more: it may vanish.
  await expect.poll(() => bytesOnDisk(page, 'audio')).toBe(statSync(long).size)
  rmSync(long)
  expect(await app.measured('Duration', 'Original')).toBe(SECONDS)
  const trackBytes = SECONDS * RATE * 2 * 4
  expect(await bytesOnDisk(page)).toBeGreaterThan(2 * trackBytes - BUDGET_MIB * 2 ** 20)
  await app.target(-16, -1)
  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  await page.getByRole('slider', { name: 'Position' }).fill('110')
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(110.3)
  await page.getByRole('button', { name: 'Pause' }).click()
  const { path } = await app.export()
  if (ffmpegPath) {
    const judged = judge(path)
    expect(Math.abs(judged.integratedLufs + 16)).toBeLessThanOrEqual(0.1)
    expect(judged.truePeakDbtp).toBeLessThanOrEqual(-1)
  }
  const reported = page.waitForEvent('download')
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Report' }).click()
  expect((await reported).suggestedFilename()).toBe('long (master) report.html')
  // Another page gives back what this one left, as soon as it has an engine.
  await page.goto('about:blank')
  await page.goto('/')
  await app.open(mixFile(folder, 'short.wav', 2))
  await app.waitUntilIdle()
  await expect.poll(() => bytesOnDisk(page)).toBe(0)
  test.skip(!ffmpegPath, FFMPEG_MISSING)
})
