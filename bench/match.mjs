// Tracks brought to references: every song of songs.mjs to every other, by us, and by matchering where its sources are given.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, songs } from './songs.mjs'
import { buildMatch } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

/** matchering's own entry, with a 24-bit result. */
const PYTHON = `
import sys
sys.path.insert(0, sys.argv[1])
import matchering
matchering.process(target=sys.argv[2], reference=sys.argv[3], results=[matchering.pcm24(sys.argv[4])])
`

/**
 * @param {{ folder: string, matchering: string | null }} bench matchering: a folder with its sources
 * @returns {Promise<object[]>} a row for each pair and system
 */
export const benchMatch = async ({ folder, matchering }) => {
  const ffmpeg = onPath('ffmpeg')
  const found = songs()
  if (!ffmpeg || found.length < 2) {
    say('match: needs ffmpeg, and Debian’s frozen-bubble-data or fretsonfire-songs-sectoid')
    return []
  }
  mkdirSync(folder, { recursive: true })
  const subject = (await buildMatch(folder))()
  const path = (/** @type {string} */ name) => resolve(folder, `${name}.wav`)
  for (const [song, parts] of found) excerpt(ffmpeg, parts, path(song))
  const made = path('made')
  const rows = []
  for (const [track] of found)
    for (const [reference] of found) {
      if (track === reference) continue
      const add = async (
        /** @type {string} */ system,
        /** @type {string} */ file,
        /** @type {object} */ more = {},
      ) => {
        const distance = await subject.distance(file, path(reference))
        rows.push({ track, reference, system, ...distance, ...more })
      }
      await add('as it was', path(track))
      const { file, grade, ms } = await subject.master(path(track), path(reference))
      writeFileSync(made, file)
      await add('TrackMaster', made, { grade, ms })
      if (matchering !== null) {
        const work = [matchering, path(track), path(reference), made]
        const { wallMs } = timed(['python3', '-c', PYTHON, ...work])
        await add('matchering', made, { ms: wallMs })
      }
      say(`match: ${track} to ${reference} done`)
    }
  report(rows)
  return rows
}

const report = (rows) => {
  const systems = [...new Set(rows.map(({ system }) => system))]
  const text = (/** @type {number} */ value) => (Number.isFinite(value) ? value.toFixed(2) : '–')
  say(`\n${rows.length / systems.length} pairs; off the reference by`)
  table(
    ['', 'tone, dB', 'worst', 'loudness, LU', 'worst', 'grade', 's'],
    systems.map((system) => {
      const own = rows.filter((row) => row.system === system)
      const all = (/** @type {string} */ key) => own.map((row) => row[key] ?? Number.NaN)
      return [
        system,
        text(mean(all('toneDb'))),
        text(Math.max(...all('toneDb'))),
        text(mean(all('loudnessLu'))),
        text(Math.max(...all('loudnessLu'))),
        text(mean(all('grade'))),
        text(mean(all('ms')) / 1000),
      ]
    }),
  )
}

const mean = (/** @type {number[]} */ values) =>
  values.reduce((sum, value) => sum + value, 0) / values.length
