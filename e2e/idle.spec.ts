import type { Browser, Page } from '@playwright/test'
import { swellingStereo } from './support/float-file'
import { storedRecords } from './support/kept-work'
import { MasteringPage } from './support/mastering-page'
import { unthrottled } from './support/slow'
import { expect, test } from './support/test'

const RATE = 44_100
/** Looped while it plays. */
const SECONDS = 4
/** Looked at for so long, at rest as while it plays. */
const WINDOW_MS = 3000
const SETTLES_MS = 300
/** Of what playing costs, at most. */
const MOST_OF_PLAYING = 0.1

/** What the page asked for since it was visited. */
interface Asked {
  readonly frames: number
  readonly timers: number
}

/** Counts what the page schedules, and keeps its audio outputs in sight. Before the page is visited. */
const countAsked = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const asked = { frames: 0, timers: 0 }
    const outputs: AudioContext[] = []
    const { requestAnimationFrame, setTimeout, setInterval } = window
    const Native = AudioContext
    Object.assign(window, {
      asked,
      outputs,
      requestAnimationFrame(callback: FrameRequestCallback) {
        asked.frames++
        return requestAnimationFrame(callback)
      },
      setTimeout(...parameters: Parameters<typeof setTimeout>) {
        asked.timers++
        return setTimeout(...parameters)
      },
      setInterval(callback: () => void, ms?: number) {
        return setInterval(() => {
          asked.timers++
          callback()
        }, ms)
      },
      AudioContext: class extends Native {
        constructor(options?: AudioContextOptions) {
          super(options)
          outputs.push(this)
        }
      },
    })
  })
}

const askedSoFar = (page: Page): Promise<Asked> =>
  page.evaluate(() => ({ ...(window as unknown as { asked: Asked }).asked }))

const outputStates = (page: Page): Promise<readonly AudioContextState[]> =>
  page.evaluate(() =>
    (window as unknown as { outputs: AudioContext[] }).outputs.map(({ state }) => state),
  )

/** CPU time of the browser's processes, s: the page with its workers and its sound, and what puts it on the screen. */
const cpuSeconds = async (browser: Browser): Promise<number> => {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/** What a while of looking on costs: frames and timers that the page asks for, and CPU per second of the clock. */
const lookOn = (
  browser: Browser,
  page: Page,
  windowMs = WINDOW_MS,
): Promise<Asked & { readonly cpu: number }> =>
  unthrottled(page, async () => {
    const [before, cpuBefore, from] = [
      await askedSoFar(page),
      await cpuSeconds(browser),
      performance.now(),
    ]
    await page.waitForTimeout(windowMs)
    const [seconds, cpuAfter, after] = [
      (performance.now() - from) / 1000,
      await cpuSeconds(browser),
      await askedSoFar(page),
    ]
    return {
      frames: after.frames - before.frames,
      timers: after.timers - before.timers,
      cpu: (cpuAfter - cpuBefore) / seconds,
    }
  })

test('a page at rest schedules nothing and costs next to nothing beside playing; a move is drawn', async ({
  browser,
  page,
}) => {
  await countAsked(page)
  const app = new MasteringPage(page)
  const file = swellingStereo(0.3, 5, {
    sampleRate: RATE,
    lengthFrames: SECONDS * RATE,
    swellsHz: 0.8,
  })
  let opened = 0
  const openFile = async () => {
    await app.visit()
    await app.open({ name: 'Resting.wav', buffer: file.bytes })
    await app.waitUntilIdle()
    await expect(page.getByRole('figure', { name: 'Spectrum' })).toContainText(/Master: lows/)
    await page.keyboard.press('l')
    // Keeping a file is work of a page that looks quiet.
    opened++
    await expect
      .poll(async () => (await storedRecords(page)).filter(({ hasAudio }) => hasAudio).length)
      .toBe(opened)
  }
  await openFile()

  await page.getByRole('button', { name: 'Play' }).click()
  await expect(page.locator('[data-meter="m"]')).toHaveText(/^−\d+\.\d$/)
  const playing = await lookOn(browser, page)
  expect(playing.frames, 'frames while it plays').toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Pause' }).click()

  // A browser has work of its own that comes late on a busy machine; a page that is not at rest is so in no look.
  const expectRest = async (when: string) => {
    await expect
      .poll(() => outputStates(page), 'the audio device is let go')
      .not.toContain('running')
    await expect
      .poll(async () => {
        const { frames, timers } = await lookOn(browser, page, SETTLES_MS)
        return frames + timers
      }, 'frames and timers come to an end')
      .toBe(0)
    await expect
      .poll(async () => {
        const { frames, timers, cpu } = await lookOn(browser, page)
        expect({ frames, timers }, `asked for at rest, ${when}`).toEqual({ frames: 0, timers: 0 })
        return cpu / playing.cpu
      }, `of what playing costs, ${when}`)
      .toBeLessThan(MOST_OF_PLAYING)
  }
  await expectRest('after playing')

  // At rest as well, what moves is drawn: once.
  const position = page.getByRole('slider', { name: 'Position' })
  const before = await askedSoFar(page)
  await position.press('End')
  await expect.poll(() => app.positionSeconds()).toBe(SECONDS)
  await position.press('Home')
  await expect.poll(() => app.positionSeconds()).toBe(0)
  expect((await askedSoFar(page)).frames - before.frames).toBeLessThan(40)

  await openFile()
  await expectRest('never played')
})
