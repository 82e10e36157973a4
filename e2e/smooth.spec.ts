import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '../bench/support/random.mjs'
import { wav, wavHeader } from '../bench/support/wav.mjs'
import { MasteringPage } from './support/mastering-page'
import { paceOf } from './support/pace'
import { doPageWork, PAGE_WORK, turnsOf } from './support/page-work'
import { unthrottled } from './support/slow'
import { mainTasksDuring } from './support/task-times'
import { expect, test } from './support/test'

const RATE = 48_000
const SECONDS = 600
/** One stretch is built and repeated: ten minutes in a second. */
const STRETCH_SECONDS = 20
const LONGEST_TASK_MS = 50
/** What the longest turn of fixed page work takes where that limit was set: half of 16.6, where a page's tasks took twice as long. */
const LONGEST_TURN_MS = 8
const CLOCKS_DIFFER_MS = 2

/** What the page's own observer says of a task. */
interface LongEntry {
  readonly startMs: number
  readonly wallMs: number
}
/** Playing that follows once everything is finished. */
const PLAYED_SECONDS = 10
/** Where others starve this machine the sound has gaps, whatever the page does: then all of it once more. */
const MOST_GOES = 3

// Playwright's own recorder runs inside the page, and would be measured with it.
test.use({ trace: 'off' })

/** A 16-bit stereo file of ten minutes: seeded noise in bursts, quiet and loud, with a tone under it. */
const tenMinutes = (): Buffer => {
  const next = random(7)
  const stretch = wav({
    sampleRate: RATE,
    format: 'int16',
    lengthFrames: STRETCH_SECONDS * RATE,
    source: (frame, channel) => {
      const seconds = frame / RATE
      const burst = 0.05 + 0.4 * Math.exp(-8 * (seconds % 0.5)) * (seconds < 10 ? 0.4 : 1)
      return burst * (2 * next() - 1) + 0.15 * Math.sin(2 * Math.PI * (110 + channel) * seconds)
    },
  })
  const samples = stretch.subarray(44)
  const count = SECONDS / STRETCH_SECONDS
  const dataBytes = samples.length * count
  const header = wavHeader({ sampleRate: RATE, channelCount: 2, format: 'int16', dataBytes })
  return Buffer.concat([header, ...Array<Buffer>(count).fill(samples)])
}

test('ten minutes are analysed, mastered and played without a long task or a gap in the sound', async ({
  browser,
  folder,
  page,
}, testInfo) => {
  const file = join(folder, 'ten-minutes.wav')
  writeFileSync(file, tenMinutes())
  const app = new MasteringPage(page)
  const transport = page.getByRole('region', { name: 'Transport' })
  const underruns = () => transport.getAttribute('data-underruns')
  let longEntries: LongEntry[] = []

  await page.addInitScript(() => {
    const seen: LongEntry[] = []
    Object.assign(window, { longTasks: seen })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        seen.push({ startMs: startTime, wallMs: duration })
    }).observe({ type: 'longtask', buffered: true })
  })
  await doPageWork(page)

  const scenario = async () => {
    await app.visit()
    await app.open(file)
    // Played from the moment there is something to hear, while the master is still in the making.
    await expect(page.getByRole('progressbar', { name: 'Mastering' })).toBeVisible()
    await page.getByRole('button', { name: 'Play' }).click()
    await app.waitUntilIdle()
    await expect(app.landing).not.toBeEmpty()
    const before = await app.positionSeconds()
    await expect
      .poll(() => app.positionSeconds(), 'it goes on playing')
      .toBeGreaterThan(before + PLAYED_SECONDS)
    longEntries = await page
      .evaluate(() => (window as { longTasks?: LongEntry[] }).longTasks ?? null)
      .then((entries) => entries ?? Promise.reject(new Error('the observer is missing')))
  }
  // What a task computes is judged, not how long it takes: throttling would burn time in it that is not the page's.
  const tasks = await unthrottled(page, () =>
    mainTasksDuring(browser, page, scenario, { withParts: testInfo.retry > 0 }),
  )

  const turns = turnsOf(tasks)
  const longestTurnMs = turns.at(-1) ?? Number.NaN
  const pace = Math.max(await paceOf(page), longestTurnMs / LONGEST_TURN_MS)
  const own = tasks.filter(({ marks }) => !marks.includes(PAGE_WORK))
  const byCpu = own.toSorted((a, b) => b.cpuMs - a.cpuMs)
  const worst = byCpu
    .slice(0, 8)
    .map(({ startMs, wallMs, cpuMs }) =>
      [startMs, cpuMs, wallMs].map((ms) => ms.toFixed(0)).join('/'),
    )
    .join(' ')
  testInfo.annotations.push(
    { type: 'tasks', description: `${own.length}; at/own/wall ms of the longest: ${worst}` },
    {
      type: 'pace',
      description: `${pace.toFixed(2)}; ${turns.length} turns of fixed work, at most ${longestTurnMs.toFixed(1)} ms`,
    },
    {
      type: 'long-task entries (wall, other processes included)',
      description: longEntries.map(({ wallMs }) => wallMs.toFixed(0)).join(' '),
    },
  )
  expect(own.length, 'tasks in the trace').toBeGreaterThan(1000)
  expect(turns.length, 'turns of fixed work').toBeGreaterThan(PLAYED_SECONDS)
  expect(
    byCpu.filter(({ cpuMs }) => cpuMs > LONGEST_TASK_MS * pace),
    'tasks of the main thread over 50 ms',
  ).toEqual([])
  // The observer may have nothing to add: each of its entries is a task that was just judged. When the thread has to
  // wait for a core, on either side of a task, the observer counts the wait and the trace does not.
  const unknown = longEntries.filter(
    (entry) =>
      !tasks.some(
        ({ startMs }) =>
          startMs > entry.startMs - CLOCKS_DIFFER_MS && startMs < entry.startMs + entry.wallMs,
      ),
  )
  expect(unknown, 'long-task entries that the trace does not know').toEqual([])
  for (let go = 1; go < MOST_GOES && (await underruns()) !== '0'; go++) await scenario()
  expect(await underruns(), 'audio underruns, counted by the worklet').toBe('0')
})
