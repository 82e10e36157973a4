import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { channelsOf, swellingStereo } from './float-file'
import { MasteringPage } from './mastering-page'

export const RATE = 48_000
const SECONDS = 40
export const LENGTH = SECONDS * RATE

const file = swellingStereo(0.5, 3, { sampleRate: RATE, lengthFrames: LENGTH, swellsHz: 0.8 })

export const firstSound = (heard: Float32Array): number => heard.findIndex((sample) => sample !== 0)

/** The page, visited anew, with a file mastered to −20 LUFS, where the limiter has nothing to do, unmatched. */
export const mastered = async (page: Page): Promise<MasteringPage> => {
  const app = new MasteringPage(page)
  await app.visit()
  await app.open({ name: 'noise.wav', buffer: file.bytes })
  await app.waitUntilIdle()
  await page.getByRole('switch', { name: 'Match loudness' }).setChecked(false)
  await app.listenTo('Master')
  return app
}

/** What is exported now, channel by channel. */
export const exportedChannels = async (app: MasteringPage): Promise<readonly Float32Array[]> => {
  const { path } = await app.export({ bitDepth: '32-bit float' })
  await app.page.keyboard.press('Escape')
  return channelsOf(readFileSync(path), LENGTH)
}
