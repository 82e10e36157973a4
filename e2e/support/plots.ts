import type { Page } from '@playwright/test'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { wav } from '../../bench/support/wav.mjs'
import type { MasteringPage } from './mastering-page'
import { expect } from './test'

export const SAMPLE_RATE = 44_100
const MIX_SECONDS = 12

let mixBytes: Buffer | null = null

/** Made once for all tests of a worker. */
export const mixFile = (): Buffer => {
  if (mixBytes) return mixBytes
  const channels = syntheticMix({ seconds: MIX_SECONDS, sampleRate: SAMPLE_RATE })
  mixBytes = Buffer.from(
    wav({
      sampleRate: SAMPLE_RATE,
      format: 'int16',
      lengthFrames: channels[0].length,
      source: (frame, channel) => channels[channel]?.[frame] ?? 0,
    }),
  )
  return mixBytes
}

export const openMix = async (app: MasteringPage): Promise<void> => {
  await app.open({ name: 'Plots.wav', buffer: mixFile() })
  await expect(app.landing).toContainText(/\d/)
  await app.waitUntilIdle()
}

export const choose = (page: Page, group: string, name: string) =>
  page
    .getByRole('radiogroup', { name: group, exact: true })
    .getByRole('radio', { name, exact: true })
    .check()

/** What that many of the next callbacks of animation frames take, ms: all the drawing there is. */
export const drawingTimes = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(
    (most) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = []
        const request = window.requestAnimationFrame
        Object.assign(window, { uncountedFrame: request })
        window.requestAnimationFrame = (callback) =>
          request((time) => {
            const before = performance.now()
            callback(time)
            times.push(performance.now() - before)
            if (times.length < most) return
            window.requestAnimationFrame = request
            resolve(times)
          })
      }),
    count,
  )

/** The page's own request, for who looks on while frames are counted. */
export interface Uncounted {
  readonly uncountedFrame: typeof requestAnimationFrame
}

/** Longest that others may be held up, where the page computes as fast as where this was set. */
export const LONGEST_DRAWING_MS = 50
