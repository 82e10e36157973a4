// Sound at equal loudness: five songs of Debian's music packages, brought to four targets by us and by others.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { bring } from './bring.mjs'
import { excerpt, SONG_RATE, songs } from './songs.mjs'
import { limitersHere, loudnormTo } from './sound-peers.mjs'
import { reportSound } from './sound-report.mjs'
import { buildSound } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say } from './support/report.mjs'

const TARGETS_LUFS = [-14, -11, -9, -7]
const CEILING_DBTP = -1
/** What loudnorm can be asked for at most, LUFS. */
const LOUDEST_LOUDNORM = -5

/**
 * @param {{ folder: string, peers: import('./sound-peers.mjs').Peer[], matchering: string | null, grader: ReturnType<typeof import('./grader.mjs').parseGrader> | null, quick: boolean }} bench quick: two songs
 * @returns {Promise<object[]>} a row for each song, target and system
 */
export const benchSound = async ({ folder, peers, matchering, grader, quick }) => {
  const ffmpeg = onPath('ffmpeg')
  const found = songs().slice(0, quick ? 2 : undefined)
  if (!ffmpeg || found.length === 0) {
    say('sound: needs ffmpeg, and Debian’s frozen-bubble-data or fretsonfire-songs-sectoid')
    return []
  }
  mkdirSync(folder, { recursive: true })
  const openSound = await buildSound(folder)
  const path = (/** @type {string} */ name) => resolve(folder, `${name}.wav`)
  const original = path('original')
  const louder = path('louder')
  const raw = path('raw')
  const made = path('made')
  const others = limitersHere({ ffmpeg, folder, matchering, given: peers })
  const loudnorm = loudnormTo(ffmpeg, SONG_RATE)
  const rows = []
  for (const [song, parts] of found) {
    excerpt(ffmpeg, parts, original)
    const subject = await openSound(original)
    const { integratedLufs: originalLufs } = await subject.measure(original)
    for (const targetLufs of TARGETS_LUFS) {
      const add = async (/** @type {string} */ system, /** @type {object} */ facts) => {
        const { integratedLufs, grade, delayFrames, gainDb } = await subject.judge(made)
        // Grades above 0 are 0: imperceptible.
        const theirs = grader
          ? Math.min(
              0,
              grader(original, matched(ffmpeg, made, path('matched'), delayFrames, gainDb)),
            )
          : null
        const offLu = integratedLufs - targetLufs
        const peakDbtp = truePeak(ffmpeg, made)
        rows.push({ song, targetLufs, system, offLu, peakDbtp, grade, theirs, ...facts })
      }
      const { file, ...how } = await subject.master(targetLufs, CEILING_DBTP)
      writeFileSync(made, file)
      await add('TrackMaster', how)
      const level = { ffmpeg, measure: subject.measure, raw, made, targetLufs }
      const work = { ...level, ceilingDbtp: CEILING_DBTP }
      const asked = (/** @type {number} */ lufs) => loudnorm(original, raw, lufs).wallMs
      const most = { startDb: targetLufs, mostDb: LOUDEST_LOUDNORM }
      await add('loudnorm, two passes', await bring({ ...work, ...most, run: asked }))
      for (const peer of others) {
        const driven = (/** @type {number} */ driveDb) => {
          const gain = ['-af', `volume=${driveDb}dB`, '-c:a', 'pcm_f32le', louder]
          timed([ffmpeg, '-v', 'error', '-y', '-i', original, ...gain])
          return peer.run(louder, raw).wallMs
        }
        const startDb = targetLufs - originalLufs
        await add(peer.name, await bring({ ...work, startDb, run: driven }))
      }
      say(`sound: ${song} at ${targetLufs} LUFS done`)
    }
  }
  reportSound(rows, TARGETS_LUFS, CEILING_DBTP)
  return rows
}

/** The file as the other grader wants it: no later and no louder than the original. */
const matched = (ffmpeg, made, into, delayFrames, gainDb) => {
  const shift =
    delayFrames >= 0 ? `atrim=start_sample=${delayFrames}` : `adelay=${-delayFrames}S:all=1`
  const filter = ['-af', `volume=${gainDb}dB,${shift}`, '-c:a', 'pcm_s24le', into]
  timed([ffmpeg, '-v', 'error', '-y', '-i', made, ...filter])
  return into
}

/** Read by ffmpeg, to 0.1 dB. */
const truePeak = (/** @type {string} */ ffmpeg, /** @type {string} */ file) => {
  const args = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null']
  const { stderr } = spawnSync(ffmpeg, [...args, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  return Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1] ?? Number.NaN)
}
