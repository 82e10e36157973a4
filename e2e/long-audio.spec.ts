import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge } from './support/ffmpeg'
import { MasteringPage } from './support/mastering-page'
import { Recorder } from './support/recorder'
import { test as base, expect } from './support/test'

const RATE = 44_100
/** As it is held it takes 25 MB. */
const SECONDS = 70
/** The smallest that a person can choose: less than the original takes, whose end lies on the disk. */
const BUDGET_MIB = 16
/** From where on it does, with time to spare. */
const ON_DISK_S = 60

const channels = syntheticMix({ seconds: 20, sampleRate: RATE })
const period = channels[0].length

/** A mix that is repeated. */
const mixFile = (folder: string, name: string, seconds: number): string => {
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

/** As it is read from the file. */
const sampleAt = (channel: number, frame: number): number =>
  Math.max(
    -32_768,
    Math.min(32_767, Math.round((channels[channel]?.[frame % period] ?? 0) * 32_768)),
  ) / 32_768

/** Where of the mix the frames from `from` on were heard, each of them, without a gap; throws where they were not. */
const expectHeard = (heard: readonly Float32Array[], from: number): void => {
  const [left = new Float32Array()] = heard
  const isAt = (startFrame: number, frames: number): boolean => {
    for (let i = 0; i < frames; i++)
      if (left[from + i] !== sampleAt(0, startFrame + i)) return false
    return true
  }
  const place = Array.from({ length: period }, (_, at) => at).find((at) => isAt(at, 32))
  expect(place, 'what was heard is part of the mix').toBeDefined()
  expect(isAt(place ?? 0, left.length - from), 'and so is all that follows').toBe(true)
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
const test = base.extend<{ readonly recorder: Recorder }>({
  context: async ({ launchOptions, baseURL, folder }, use) => {
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      ...launchOptions,
      ...(baseURL ? { baseURL } : {}),
      serviceWorkers: 'block',
      // The recorder is a worklet of the test's own.
      bypassCSP: true,
    })
    await use(context)
    await context.close()
  },
  page: async ({ context }, use) => use(context.pages()[0] ?? (await context.newPage())),
  recorder: async ({ page }, use) => use(await Recorder.install(page)),
  app: async ({ page, recorder }, use) => {
    const app = new MasteringPage(page)
    if (recorder) await app.visit()
    await use(app)
  },
})

test('audio beyond the memory budget lies on disk: mastered, played, exported, judged without its file, and gone with its page', async ({
  app,
  page,
  folder,
  recorder,
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
  await app.listenTo('Original')
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await recorder.ready()
  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(0.3)
  await page.getByRole('slider', { name: 'Position' }).fill(String(ON_DISK_S))
  await expect.poll(() => app.positionSeconds()).toBeGreaterThan(ON_DISK_S)
  // What lies on the disk is heard sample for sample, without a gap.
  const heard = await recorder.hear(1.5)
  expectHeard(heard, (heard[0]?.length ?? 0) - RATE)
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
