// Tracks brought to references: every song of songs.mjs to every other, by us, and by matchering where its sources are given.
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { bring } from './bring.mjs'
import { toTone } from './same-tone.mjs'
import { excerpt, FADES, songs } from './songs.mjs'
import { hyraxLimiter } from './sound-peers.mjs'
import { buildMatch, buildSound } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

/** Damage is compared where a last stage has work to do: this loud, peaks under this ceiling. */
const LOUD_LUFS = -9
const CEILING_DBTP = -1

/** matchering's own entry, with a 24-bit result, and what it gives its limiter. */
const PYTHON = `
import sys
sys.path.insert(0, sys.argv[1])
import matchering
results = [matchering.pcm24(sys.argv[4]), matchering.Result(sys.argv[5], 'FLOAT', use_limiter=False, normalize=False)]
matchering.process(target=sys.argv[2], reference=sys.argv[3], results=results)
`

/**
 * @param {{ folder: string, matchering: string | null, quick: boolean }} bench matchering: a folder with its sources;
 *   quick: one reference for each song
 * @returns {Promise<object[]>} a row for each pair and system
 */
export const benchMatch = async ({ folder, matchering, quick }) => {
  const ffmpeg = onPath('ffmpeg')
  const found = songs()
  if (!ffmpeg || found.length < 2) {
    say('match: needs ffmpeg, and Debian’s frozen-bubble-data or fretsonfire-songs-sectoid')
    return []
  }
  mkdirSync(folder, { recursive: true })
  const subject = (await buildMatch(folder))()
  const openSound = await buildSound(`${folder}-sound`)
  const path = (/** @type {string} */ name) => resolve(folder, `${name}.wav`)
  for (const [song, parts] of found) excerpt(ffmpeg, parts, path(song), [FADES])
  const made = path('made')
  const raw = path('raw')
  const unlimited = path('unlimited')
  const sameTone = path('same-tone')
  const hyrax = matchering === null ? null : hyraxLimiter(folder, matchering)
  /** The grade of a whole master against its source, which is brought to its tone and width before. */
  const wholeGrade = async (/** @type {string} */ source, /** @type {string} */ master) => {
    const [before, after] = [await subject.levels(source), await subject.levels(master)]
    toTone({ ffmpeg, source, made: sameTone }, before, after)
    return (await (await openSound(sameTone)).judge(master)).grade
  }
  /** The grade of matchering's master at the loudness and ceiling of ours, held by its own limiter. */
  const theirGrade = async () => {
    if (!hyrax) return Number.NaN
    const { measure, judge } = await openSound(unlimited)
    const { integratedLufs } = await measure(unlimited)
    const louder = path('louder')
    const run = (/** @type {number} */ driveDb) => {
      const gain = ['-af', `volume=${driveDb}dB`, '-c:a', 'pcm_f32le', louder]
      timed([ffmpeg, '-v', 'error', '-y', '-i', unlimited, ...gain])
      return hyrax.run(louder, raw).wallMs
    }
    const goal = { targetLufs: LOUD_LUFS, ceilingDbtp: CEILING_DBTP }
    const startDb = LOUD_LUFS - integratedLufs
    await bring({ ...goal, ffmpeg, measure, raw, made, startDb, run })
    return (await judge(made)).grade
  }
  const rows = []
  for (const [index, [track]] of found.entries())
    for (const [reference] of found) {
      if (track === reference) continue
      // Damage is worked out for one reference each: it takes many runs.
      const isGraded = reference === found[(index + 1) % found.length]?.[0]
      if (quick && !isGraded) continue
      const add = async (
        /** @type {string} */ system,
        /** @type {string} */ audioPath,
        /** @type {object} */ more = {},
      ) => {
        const between = [path(track), path(reference)]
        const distance = await subject.distance(audioPath, path(reference), between)
        rows.push({ track, reference, system, ...distance, ...more })
      }
      await add('as it was', path(track))
      const { file, ms } = await subject.master(path(track), path(reference))
      writeFileSync(made, file)
      await add('TrackMaster', made, { ms })
      if (isGraded) {
        const loud = await subject.master(path(track), path(reference), LOUD_LUFS)
        writeFileSync(made, loud.file)
        const whole = await wholeGrade(path(track), made)
        Object.assign(rows.at(-1), { grade: loud.grade, whole })
      }
      if (matchering !== null) {
        const work = [matchering, path(track), path(reference), made, unlimited]
        const { wallMs } = timed(['python3', '-c', PYTHON, ...work])
        await add('matchering', made, { ms: wallMs })
        if (isGraded) {
          const grade = await theirGrade()
          Object.assign(rows.at(-1), { grade, whole: await wholeGrade(path(track), made) })
        }
      }
      say(`match: ${track} to ${reference} done`)
    }
  report(rows)
  return rows
}

const report = (rows) => {
  const systems = [...new Set(rows.map(({ system }) => system))]
  const text = (/** @type {number} */ value) => (Number.isFinite(value) ? value.toFixed(2) : '–')
  say(
    `\n${rows.length / systems.length} pairs; off the reference by ("inside": up to where both sounds end; at ${LOUD_LUFS} LUFS and ${CEILING_DBTP} dBTP, grade: of the last stage; whole: of the master against its source in the tone and width of the master)`,
  )
  table(
    [
      '',
      'tone, dB',
      'worst',
      'inside',
      'worst',
      'LU',
      'worst',
      'grade',
      'worst',
      'whole',
      'worst',
      's',
    ],
    systems.map((system) => {
      const own = rows.filter((row) => row.system === system)
      const all = (/** @type {string} */ key) =>
        own.flatMap((row) => (Number.isFinite(row[key]) ? [row[key]] : []))
      return [
        system,
        text(mean(all('toneDb'))),
        text(Math.max(...all('toneDb'))),
        text(mean(all('insideDb'))),
        text(Math.max(...all('insideDb'))),
        text(mean(all('loudnessLu'))),
        text(Math.max(...all('loudnessLu'))),
        text(mean(all('grade'))),
        text(Math.min(...all('grade'))),
        text(mean(all('whole'))),
        text(Math.min(...all('whole'))),
        text(mean(all('ms')) / 1000),
      ]
    }),
  )
}

const mean = (/** @type {number[]} */ values) =>
  values.reduce((sum, value) => sum + value, 0) / values.length
