import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Channels } from './compare-sound'
import { channelsOf, type StereoFile, swellingStereo } from './float-file'
import { MasteringPage } from './mastering-page'
import { Recorder } from './recorder'

export const RATE = 48_000
export const MINUS_120_DBFS = 1e-6

export const swellsOf = (seconds: number): StereoFile =>
  swellingStereo(0.5, 3, { sampleRate: RATE, lengthFrames: seconds * RATE, swellsHz: 0.8 })

/** The page with the file open and mastered, and what records it. */
export const opened = async (
  page: Page,
  file: StereoFile,
): Promise<{ app: MasteringPage; recorder: Recorder }> => {
  const recorder = await Recorder.install(page)
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'noise.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  return { app, recorder }
}

/** The file under test as the app exports it, which is the master. */
export const exported = async (app: MasteringPage, file: StereoFile): Promise<Channels> => {
  const { path } = await app.export({ bitDepth: '32-bit float' })
  await app.page.keyboard.press('Escape')
  return channelsOf(readFileSync(path), file.channels[0]?.length ?? 0)
}

export const matchLoudness = (page: Page, on: boolean) =>
  page.getByRole('switch', { name: 'Match loudness' }).setChecked(on)
