// What is touched for the first time, and how fast the whole master is, where nothing has been touched before: a fresh browser
// for each round, and what the system keeps of files in memory dropped in between, where this process may.
import { join } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { SAMPLE_RATE } from './mastering.mjs'
import { openInBrowser } from './support/browser.mjs'
import { ffmpegLoudnorm } from './support/peers.mjs'
import { dropCaches } from './support/processes.mjs'
import { isBuilt, openProduct } from './support/product-page.mjs'
import { say } from './support/report.mjs'

const STEPS = /** @type {const} */ (['open', 'analyse', 'master', 'export'])
const TARGET = { targetLufs: -14, ceilingDbtp: -1 }
/** Megabytes that opening, analysing and mastering four minutes may touch together, and an export. */
export const ALLOWED_TOUCHED_MB = { master: 200, export: 40 }

/**
 * @param {object} bench
 * @param {string} bench.folder where the page and the mix lie
 * @param {number} bench.seconds
 * @param {number} bench.rounds
 * @param {import('./support/statistics.mjs').Figures} bench.figures
 */
export const benchMemory = async ({ folder, seconds, rounds, figures }) => {
  const ffmpeg = onPath('ffmpeg')
  const input = join(folder, 'mix.wav')
  const output = join(folder, 'peer.wav')
  for (let round = 0; round < rounds; round++) {
    for (const workers of [1, 2]) {
      if (!dropCaches() && round === 0) say('memory that keeps files cannot be dropped here')
      const browser = await openInBrowser(folder)
      await browser.prepare('fresh', '/mix.wav', seconds, workers)
      let wallMs = 0
      for (const step of [...STEPS, 'export again']) {
        const before = browser.touchedMb()
        const start = performance.now()
        await browser.step('fresh', step === 'export again' ? 'export' : step)
        const tookMs = performance.now() - start
        if (step !== 'export again') wallMs += tookMs
        figures.add(`fresh, ${workers} worker: ${step}, ms`, tookMs, seconds)
        const after = browser.touchedMb()
        if (before !== null && after !== null)
          figures.add(`first touched, ${workers} worker: ${step}, MB`, after - before, seconds)
      }
      figures.add(`fresh, ${workers} worker: file to checked master, ms`, wallMs, seconds)
      await browser.close()
    }
    if (isBuilt()) await benchPage(input, seconds, figures)
    else if (round === 0) say('the page is not built (npm run build): no row of it')
    if (ffmpeg) {
      dropCaches()
      const options = { input, output, sampleRate: SAMPLE_RATE, ...TARGET }
      figures.add(
        'fresh: loudnorm, two passes, ms',
        ffmpegLoudnorm(ffmpeg, options).wallMs,
        seconds,
      )
    }
    say(`memory: round ${round + 1} of ${rounds} done`)
  }
  const m = (/** @type {string} */ name) => figures.median(name)
  const ratios = [1, 2].map((workers) => [
    `fresh process, ${workers} worker, beside loudnorm, wall`,
    m('fresh: loudnorm, two passes, ms') /
      m(`fresh, ${workers} worker: file to checked master, ms`),
  ])
  return Object.fromEntries(ratios.filter(([, ratio]) => Number.isFinite(ratio)))
}

/**
 * The product's own page on the same file: it draws, keeps the file and listens as well.
 * @param {string} input
 * @param {number} seconds
 * @param {import('./support/statistics.mjs').Figures} figures
 */
const benchPage = async (input, seconds, figures) => {
  const product = await openProduct()
  const step = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ work) => {
    const before = product.touchedMb()
    await work()
    const after = product.touchedMb()
    if (before !== null && after !== null)
      figures.add(`first touched, page: ${name}, MB`, after - before, seconds)
  }
  await step('open to master, kept', () => product.master(input))
  await step('export', () => product.export())
  await step('export again', () => product.export())
  await product.close()
}
