// The most memory that the product's page takes over itself at rest: long files, high rates, many tracks. Hours long ones take minutes.
import { linkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { timed } from './support/peers.mjs'
import { openProduct } from './support/product-page.mjs'
import { say } from './support/report.mjs'

/** Megabytes (2²⁰) over the page at rest, whatever is opened. */
export const ALLOWED_PEAK_MB = 300
const SAMPLED_MS = 200
const TRACKS_PER_HOUR = 20

/** @typedef {{ name: string, files: () => string[] }} PeakCase */

/**
 * @param {string} folder where `mix.wav` lies, of four minutes
 * @param {number} hours
 * @returns {PeakCase[]}
 */
export const peakCases = (folder, hours) => {
  const mix = join(folder, 'mix.wav')
  const looped = (/** @type {string} */ name, /** @type {string[]} */ ...as) => {
    const path = join(folder, name)
    const ffmpeg = onPath('ffmpeg')
    if (!ffmpeg) throw new Error('--hours wants ffmpeg, which makes its files')
    timed([ffmpeg, '-nostdin', '-v', 'error', '-y', '-stream_loop', '-1', '-i', mix, ...as, path])
    return [path]
  }
  const tracks = Array.from({ length: Math.ceil(TRACKS_PER_HOUR * hours) }, (_, index) =>
    join(folder, `track-${index + 1}.wav`),
  )
  return [
    {
      name: `${hours} h, 44.1 kHz, 16 bit`,
      files: () => looped('long.wav', '-t', `${hours * 3600}`, '-rf64', 'auto'),
    },
    {
      name: `${hours / 2} h, 192 kHz, 24 bit`,
      files: () =>
        looped(
          'high.wav',
          ...['-t', `${hours * 1800}`, '-ar', '192000', '-c:a', 'pcm_s24le', '-rf64', 'auto'],
        ),
    },
    {
      name: `${tracks.length} tracks of 4 min`,
      files: () => {
        for (const path of tracks) {
          rmSync(path, { force: true })
          linkSync(mix, path)
        }
        return tracks
      },
    },
  ]
}

/**
 * Opens the files, waits for all that follows by itself, plays, and exports the one that is shown. Peaks over the page at rest, MB.
 * @param {PeakCase} peakCase
 */
export const measurePeaks = async ({ name, files }) => {
  const paths = files()
  const product = await openProduct()
  const restMb = product.memoryMb() ?? Number.NaN
  let peakMb = 0
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, (product.memoryMb() ?? Number.NaN) - restMb)
  }, SAMPLED_MS)
  const step = async (/** @type {() => Promise<void>} */ work) => {
    peakMb = 0
    await work()
    return peakMb
  }
  const row = {
    name,
    'opened and mastered': await step(() => product.masterAll(paths)),
    played: await step(() => product.play()),
    exported: await step(() => product.export()),
  }
  clearInterval(sampling)
  await product.close()
  for (const path of paths) rmSync(path, { force: true })
  say(JSON.stringify(row))
  return row
}

/** @param {string} folder @param {number} hours */
export const benchPeaks = async (folder, hours) => {
  const rows = []
  for (const peakCase of peakCases(folder, hours)) rows.push(await measurePeaks(peakCase))
  return rows
}
