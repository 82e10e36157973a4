// Time and memory of the whole master as the file grows, one worker, a fresh browser for each length.

import { SAMPLE_RATE } from './mastering.mjs'
import { openInBrowser } from './support/browser.mjs'
import { growthExponent } from './support/statistics.mjs'

const BYTES_PER_FRAME = 2 * 4
/** The source, what stands ahead of the limiter, the master. */
const SIGNALS_HELD = 3
/** Over the page at rest, whatever the length: what is longer lies on the disk. */
const ALLOWED_MB = 300

/**
 * @param {string} folder where the page and the mix lie
 * @param {readonly number[]} lengths in minutes; the mix is looped or cut
 */
export const benchGrowth = async (folder, lengths) => {
  const points = []
  let version = ''
  for (const minutes of lengths) {
    const browser = await openInBrowser(folder)
    version = browser.version
    const atRest = browser.memory()
    await browser.open('growing', '/mix.wav', minutes * 60, 1)
    browser.forgetPeak()
    const { wallMs, cpuMs, facts } = await browser.master('growing')
    const peakMb = browser.memory()?.peakMb ?? Number.NaN
    const heldMb = (SIGNALS_HELD * minutes * 60 * SAMPLE_RATE * BYTES_PER_FRAME) / 1e6
    points.push({
      minutes,
      ms: cpuMs ?? wallMs,
      wallMs,
      passes: facts.passes,
      heldMb,
      usedMb: peakMb - (atRest?.nowMb ?? Number.NaN),
      allowedMb: ALLOWED_MB,
    })
    await browser.close()
  }
  const exponent = growthExponent(points.map(({ minutes, ms }) => ({ length: minutes, ms })))
  return { points, exponent, version }
}
