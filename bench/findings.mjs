// What the detectors tell of real music, kind by kind, and of seeded faults that are laid over it.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, FADES, SONG_RATE, songs } from './songs.mjs'
import { buildFindings } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

/** Songs that end before it are heard from their start. */
const FROM_SECONDS = 20
const SECONDS = 30

/** Faults are laid over its first seconds. */
const SEEDED_SECONDS = 8
const SEEDED_FADES = `atrim=0:${SEEDED_SECONDS},afade=d=0.5,areverse,afade=d=1,areverse`
const SEEDED = ['-ar', '48000', '-ac', '2', '-f', 'f32le']
/** False alarms of such detectors as their source counted them; nothing is published of the others. */
const PUBLISHED = /** @type {Readonly<Record<string, string>>} */ ({
  limited: '0 of 12',
  clicks: '0–55 a minute',
})

/** Less sure is told as such. */
const UNSURE = 0.3

/** @typedef {import('./findings-subjects').Told} Told */
/** @typedef {readonly import('./findings-subjects').SeededHits[]} Faults */

/**
 * @param {{ folder: string, music: string | null }} bench music: a folder of WAV files, else the songs of songs.mjs
 * @returns {Promise<{ song: string, told: readonly Told[], faults: Faults }[]>}
 */
export const benchFindings = async ({ folder, music }) => {
  const ffmpeg = onPath('ffmpeg')
  if (!ffmpeg) return []
  mkdirSync(folder, { recursive: true })
  const { openFindings, openSeeded } = await buildFindings(folder)
  const [examine, seeded] = [openFindings(), openSeeded()]
  const made = resolve(folder, 'excerpt.wav')
  const raw = resolve(folder, 'excerpt.f32')
  const rows = []
  for (const [song, cut] of music === null ? packaged(ffmpeg) : inFolder(ffmpeg, music)) {
    cut(made)
    const told = await examine(made)
    timed([ffmpeg, '-v', 'error', '-y', '-i', made, '-af', SEEDED_FADES, ...SEEDED, raw])
    rows.push({ song, told, faults: await seeded(raw) })
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
          (/** @type {string} */ to) => {
            const song = resolve(folder, name)
            const from = secondsOf(song) > FROM_SECONDS + SEEDED_SECONDS ? FROM_SECONDS : 0
            timed([
              ...[ffmpeg, '-v', 'error', '-y', '-ss', String(from), '-t', String(SECONDS)],
              ...['-i', song, '-af', FADES, '-c:a', 'pcm_s24le', to],
            ])
          },
        ]),
    )

/** Of a WAV file whose header begins with its format, as all do that are written here. */
const secondsOf = (/** @type {string} */ path) => {
  const header = Buffer.alloc(44)
  const file = openSync(path, 'r')
  readSync(file, header)
  closeSync(file)
  return statSync(path).size / header.readUInt32LE(28)
}

const report = (/** @type {{ song: string, told: readonly Told[], faults: Faults }[]} */ rows) => {
  for (const { song, told } of rows) {
    say(`\n${song}`)
    for (const { kind, degree, certainty, words } of told)
      say(`  ${kind} ${degree.toFixed(2)} ${certainty.toFixed(2)}: ${words}`)
  }
  const seeded = rows.flatMap(({ faults }) => faults)
  const kinds = [...new Set([...seeded, ...rows.flatMap(({ told }) => told)].map(kindOf))]
  say(`\n${rows.length} excerpts of up to ${SECONDS} s (packages: 20 s at ${SONG_RATE} Hz);`)
  say('faults: found of those that were laid over 8 s of excerpts without')
  table(
    [
      ...['', 'mild', 'middle', 'strong', '  not measured'],
      ...['  told as it is', '  published', '  unsure of them'],
    ],
    kinds.map((kind) => {
      const laid = seeded.filter((one) => one.kind === kind)
      const of = (/** @type {number} */ k) => {
        const asked = laid.filter((one) => one.hits[k] !== null)
        return `${asked.filter((one) => one.hits[k]).length} of ${asked.length}`
      }
      const unknown = laid.filter(({ hits }) => hits.includes(null)).length
      const told = rows.flatMap((row) => row.told.filter((one) => one.kind === kind))
      return [
        kind,
        ...[0, 1, 2].map((k) => (laid.length > 0 ? of(k) : '–')),
        unknown > 0 ? String(unknown) : '',
        `${told.length} of ${rows.length}`,
        PUBLISHED[kind] ?? '–',
        String(told.filter(({ certainty }) => certainty < UNSURE).length),
      ]
    }),
  )
}

const kindOf = (/** @type {{ kind: string }} */ { kind }) => kind
