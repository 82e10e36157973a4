// Sound at equal loudness: five songs of Debian's music packages, brought to four targets by us and by others.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { compareGraders, reportGraders } from './grader.mjs'
import { excerpt, SONG_RATE, songs } from './songs.mjs'
import { buildSound } from './support/build.mjs'
import { ffmpegLoudnorm, parsePeer, timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

const TARGETS_LUFS = [-14, -11, -9, -7]
const CEILING_DBTP = -1
const NEAR_LU = 0.05
const STEPS = 12
const LIMITER = 'alimiter=limit=0.891251:level=0:latency=1'

/**
 * @param {{ folder: string, peers: ReturnType<typeof parsePeer>[], grader: ReturnType<typeof import('./grader.mjs').parseGrader> | null }} bench
 * @returns {Promise<object[]>} a row for each song, target and system
 */
export const benchSound = async ({ folder, peers, grader }) => {
  const ffmpeg = onPath('ffmpeg')
  const found = songs()
  if (!ffmpeg || found.length === 0) {
    say('sound: needs ffmpeg, and Debian’s frozen-bubble-data or fretsonfire-songs-sectoid')
    return []
  }
  mkdirSync(folder, { recursive: true })
  const openSound = await buildSound(folder)
  const path = (/** @type {string} */ name) => resolve(folder, `${name}.wav`)
  const filter = (/** @type {string} */ name, /** @type {string} */ chain) =>
    parsePeer(`${name}="${ffmpeg}" -v error -y -i {in} -af ${chain} -c:a pcm_f32le {out}`)
  const others = [
    filter('alimiter', LIMITER),
    filter('apsyclip, alimiter', `apsyclip=clip=0.891251,${LIMITER}`),
    ...peers,
  ]
  const rows = []
  const graded = []
  for (const [song, parts] of found) {
    excerpt(ffmpeg, parts, path('original'))
    const original = path('original')
    if (grader) {
      graded.push(...(await compareGraders({ ffmpeg, folder, song, original, grader, openSound })))
      continue
    }
    const subject = await openSound(original)
    for (const targetLufs of TARGETS_LUFS) {
      const add = async (/** @type {string} */ system, /** @type {number} */ ms) => {
        const { integratedLufs, grade } = await subject.judge(path('made'))
        const offLu = integratedLufs - targetLufs
        const peakDbtp = truePeak(ffmpeg, path('made'))
        rows.push({ song, targetLufs, system, offLu, peakDbtp, grade, ms })
      }
      const { file, ms } = await subject.master(targetLufs, CEILING_DBTP)
      writeFileSync(path('made'), file)
      await add('TrackMaster', ms)
      const work = { input: path('original'), output: path('made'), sampleRate: SONG_RATE }
      const loudnorm = ffmpegLoudnorm(ffmpeg, { ...work, targetLufs, ceilingDbtp: CEILING_DBTP })
      await add('loudnorm, two passes', loudnorm.wallMs)
      for (const peer of others)
        await add(peer.name, await brought(ffmpeg, peer, subject, targetLufs, path))
      say(`sound: ${song} at ${targetLufs} LUFS done`)
    }
  }
  if (grader) reportGraders(graded)
  else report(rows)
  return grader ? graded : rows
}

/**
 * Runs a peer with the gain ahead of it that brings its output to the target (secant on what it gave, held in a bracket).
 * @returns {Promise<number>} ms of the last run
 */
const brought = async (ffmpeg, peer, subject, targetLufs, path) => {
  let low = -30
  let high = 50
  let gainDb = targetLufs - (await subject.judge(path('original'))).integratedLufs
  let wallMs = 0
  for (let step = 0; step < STEPS; step++) {
    const louder = ['-af', `volume=${gainDb}dB`, '-c:a', 'pcm_f32le', path('louder')]
    timed([ffmpeg, '-v', 'error', '-y', '-i', path('original'), ...louder])
    wallMs = peer.run(path('louder'), path('made')).wallMs
    const shortLu = targetLufs - loudness(ffmpeg, path('made'))
    if (Math.abs(shortLu) <= NEAR_LU) break
    if (shortLu > 0) low = gainDb
    else high = gainDb
    const next = gainDb + 1.3 * shortLu
    gainDb = next > low && next < high ? next : (low + high) / 2
    if (high - low < NEAR_LU) break
  }
  return wallMs
}

const summaryOf = (/** @type {string} */ ffmpeg, /** @type {string} */ file) => {
  const args = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null']
  const { stderr } = spawnSync(ffmpeg, [...args, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return stderr.slice(stderr.lastIndexOf('Summary:'))
}
const loudness = (/** @type {string} */ ffmpeg, /** @type {string} */ file) =>
  Number(/I:\s+(-?[\d.]+) LUFS/.exec(summaryOf(ffmpeg, file))?.[1] ?? Number.NaN)
const truePeak = (/** @type {string} */ ffmpeg, /** @type {string} */ file) =>
  Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summaryOf(ffmpeg, file))?.[1] ?? Number.NaN)

const report = (rows) => {
  const systems = [...new Set(rows.map(({ system }) => system))]
  const text = (/** @type {number} */ value) => value.toFixed(2)
  for (const targetLufs of TARGETS_LUFS) {
    say(`\n${targetLufs} LUFS, ${CEILING_DBTP} dBTP (true peak by ffmpeg)`)
    table(
      ['', 'grade median', 'worst', 'off by, LU', 'peak, dBTP', 's'],
      systems.map((system) => {
        const own = rows.filter((row) => row.system === system && row.targetLufs === targetLufs)
        const grades = own.map(({ grade }) => grade).sort((a, b) => a - b)
        const offLu = Math.max(...own.map((row) => Math.abs(row.offLu)))
        const seconds = own.reduce((sum, { ms }) => sum + ms, 0) / own.length / 1000
        return [
          system,
          text(grades[Math.floor(grades.length / 2)] ?? Number.NaN),
          text(grades[0] ?? Number.NaN),
          text(offLu),
          text(Math.max(...own.map(({ peakDbtp }) => peakDbtp))),
          text(seconds),
        ]
      }),
    )
  }
}
