// False alarms: what the detectors tell of real music, kind by kind.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, SONG_RATE, songs } from './songs.mjs'
import { buildFindings } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

const FROM_SECONDS = '20'
const SECONDS = '30'
/** An excerpt is not cut: its ends are faded. */
const FADES = 'afade=d=0.5,areverse,afade=d=1.5,areverse'

/**
 * @param {{ folder: string, music: string | null }} bench music: a folder of WAV files, else the songs of songs.mjs
 * @returns {Promise<{ song: string, told: object[] }[]>}
 */
export const benchFindings = async ({ folder, music }) => {
  const ffmpeg = onPath('ffmpeg')
  if (!ffmpeg) return []
  mkdirSync(folder, { recursive: true })
  const examine = (await buildFindings(folder))()
  const made = resolve(folder, 'excerpt.wav')
  const rows = []
  for (const [song, cut] of music === null ? packaged(ffmpeg) : inFolder(ffmpeg, music)) {
    cut(made)
    rows.push({ song, told: await examine(made) })
  }
  report(rows)
  return rows
}

const packaged = (/** @type {string} */ ffmpeg) =>
  songs().map(
    ([song, parts]) =>
      /** @type {const} */ ([song, (/** @type {string} */ to) => excerpt(ffmpeg, parts, to)]),
  )

const inFolder = (/** @type {string} */ ffmpeg, /** @type {string} */ folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.wav'))
    .map(
      (name) =>
        /** @type {const} */ ([
          name,
          (/** @type {string} */ to) =>
            timed([
              ...[ffmpeg, '-v', 'error', '-y', '-ss', FROM_SECONDS, '-t', SECONDS],
              ...['-i', resolve(folder, name), '-af', FADES, '-c:a', 'pcm_s24le', to],
            ]),
        ]),
    )

const report = (/** @type {{ song: string, told: object[] }[]} */ rows) => {
  for (const { song, told } of rows) {
    say(`\n${song}`)
    for (const { kind, degree, certainty, words } of told)
      say(`  ${kind} ${degree.toFixed(2)} ${certainty.toFixed(2)}: ${words}`)
  }
  const kinds = [...new Set(rows.flatMap(({ told }) => told.map(({ kind }) => kind)))].sort()
  say(`\n${rows.length} excerpts of up to ${SECONDS} s (packages: 20 s at ${SONG_RATE} Hz)`)
  table(
    ['found', 'of them', 'share'],
    kinds.map((kind) => {
      const count = rows.filter(({ told }) => told.some((one) => one.kind === kind)).length
      return [kind, String(count), (count / rows.length).toFixed(2)]
    }),
  )
}
