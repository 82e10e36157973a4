import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { syntheticMix } from '../bench/support/mix.mjs'
import { wav } from '../bench/support/wav.mjs'
import { FFMPEG_MISSING, ffmpegPath, judge } from './support/ffmpeg'
import { channelsOf } from './support/float-file'
import { pressTarget } from './support/hand-to-ear'
import { longestSilence } from './support/heard'
import { MasteringPage } from './support/mastering-page'
import { paceOf } from './support/pace'
import { Recorder } from './support/recorder'
import { test as base, expect } from './support/test'

const RATE = 44_100
/** As it is held it takes 25 MB. */
const SECONDS = 70
/** The smallest that a person can choose: less than the original takes, whose end lies on the disk. */
const BUDGET_MIB = 16
/** From where on it does, with time to spare. */
const ON_DISK_S = 60
/** First sound, where the page computes as fast as where this was set. */
const MOST_TO_SOUND_S = 0.3
/** By then the fade into what was sought has ended. */
const FADED_S = 0.05
/** Less than this is no underrun. */
const QUANTUM_FRAMES = 128
/** From the hand to the ear, of which a take-over fades for 6 ms. */
const MOST_TO_EAR_S = 0.06
const FADE_FRAMES = 0.006 * RATE
const MOST_TRIES = 6

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

/** Nearer than this to the master is the master, with a fade that has ended. */
const SAME = 2e-4
const PROBE_FRAMES = 32

/** Frame of `heard`, from `from` on, where the frames of `master` from `at` on begin; −1 where they do not. */
const foundAt = (heard: Float32Array, from: number, master: Float32Array, at: number): number => {
  const probe = master.subarray(at, at + PROBE_FRAMES)
  return heard.findIndex(
    (_, frame) =>
      frame >= from &&
      probe.every((sample, k) => Math.abs(sample - (heard[frame + k] ?? 2)) < SAME),
  )
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
  const { path } = await app.export()
  if (ffmpegPath) {
    const judged = judge(path)
    expect(Math.abs(judged.integratedLufs + 14)).toBeLessThanOrEqual(0.1)
    expect(judged.truePeakDbtp).toBeLessThanOrEqual(-1)
  }
  const reported = page.waitForEvent('download')
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Report' }).click()
  expect((await reported).suggestedFilename()).toBe('long (master) report.html')
  await page.keyboard.press('Escape')
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
  await app.listenTo('Master')
  await page.getByRole('combobox', { name: 'Style' }).selectOption({ label: 'Clean' })
  // Quieter than it is: nothing but the gain follows from the target.
  await app.target(-30, -1)
  const exported = await app.export({ bitDepth: '32-bit float' })
  await page.keyboard.press('Escape')
  const [master = new Float32Array()] = channelsOf(readFileSync(exported.path), SECONDS * RATE)
  const pace = await paceOf(page)
  await page.getByRole('button', { name: 'Play' }).click()
  let sound = (await recorder.hear(0.5))[0] ?? new Float32Array()
  let origin = 0
  const seek = async (seconds: number) => {
    const sought = recorder.recordedFrame(await recorder.frame())
    await page.getByRole('slider', { name: 'Position' }).fill(String(seconds))
    sound = (await recorder.hear(1.5))[0] ?? sound
    const place = Math.round((seconds + FADED_S) * RATE)
    const found = foundAt(sound, sought, master, place)
    expect(found, `the master is heard from ${seconds} s on`).toBeGreaterThan(0)
    origin = found - place
    const silence = longestSilence(sound.subarray(found))
    return { toSound: found - FADED_S * RATE - sought, silence }
  }
  // Made live, from the audio that lies in memory and from what lies on the disk.
  for (const [where, seconds] of [
    ['in memory', 1],
    ['on disk', ON_DISK_S - 10],
  ] as const) {
    const mostFrames = MOST_TO_SOUND_S * RATE * pace
    let best = { toSound: Number.POSITIVE_INFINITY, silence: Number.POSITIVE_INFINITY }
    // What the way to the ear takes, it takes each time; what others do on this machine, it does not.
    for (let tried = 0; tried < MOST_TRIES; tried++) {
      if (best.toSound <= mostFrames && best.silence < QUANTUM_FRAMES) break
      best = await seek(seconds)
    }
    const description = `${best.toSound} frames`
    test.info().annotations.push({ type: `seek to sound, ${where}`, description })
    expect(best.silence, `frames without sound, ${where}`).toBeLessThan(QUANTUM_FRAMES)
    expect(best.toSound, `frames to the first sound, ${where}`).toBeLessThanOrEqual(mostFrames)
  }
  let toEar = Number.POSITIVE_INFINITY
  const target = page.getByRole('spinbutton', { name: 'Target loudness' })
  await target.focus()
  for (let press = 0; press < MOST_TRIES && toEar + FADE_FRAMES > MOST_TO_EAR_S * RATE; press++) {
    const one = await pressTarget(target, recorder, sound, (frame) => master[frame - origin] ?? 0)
    sound = one.heard
    toEar = Math.min(toEar, one.frames)
  }
  test.info().annotations.push({ type: 'hand to ear, on disk', description: `${toEar} frames` })
  expect(
    toEar + FADE_FRAMES,
    'frames from the message until the new sound is all there',
  ).toBeLessThanOrEqual(MOST_TO_EAR_S * RATE)
  await app.rest()
  // Another page gives back what this one left, as soon as it has an engine.
  await page.goto('about:blank')
  await page.goto('/')
  await app.open(mixFile(folder, 'short.wav', 2))
  await app.waitUntilIdle()
  await expect.poll(() => bytesOnDisk(page)).toBe(0)
  test.skip(!ffmpegPath, FFMPEG_MISSING)
})
