// Our damage grade beside another implementation of BS.1387, on music that ffmpeg damaged.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, songs } from './songs.mjs'
import { buildSound } from './support/build.mjs'
import { timed } from './support/peers.mjs'
import { say, table } from './support/report.mjs'

const pcm = ['-ar', '48000', '-ac', '2', '-c:a', 'pcm_s16le']
const coded = (
  /** @type {string} */ codec,
  /** @type {string} */ end,
  /** @type {number[]} */ rates,
) =>
  rates.map((rate) => ({
    name: `${codec} ${rate}k`,
    code: ['-c:a', codec, '-b:a', `${rate}k`],
    end,
  }))
const driven = (
  /** @type {string} */ name,
  /** @type {string} */ chain,
  /** @type {number[]} */ levels,
) =>
  levels.map((db) => ({
    name: `${name} ${db} dB`,
    code: ['-af', `volume=${db}dB,${chain},volume=${-db}dB`, '-c:a', 'pcm_s24le'],
    end: 'wav',
  }))
const DAMAGES = [
  ...coded('libmp3lame', 'mp3', [320, 192, 128, 96, 64]),
  ...coded('aac', 'm4a', [256, 160, 96, 64]),
  ...driven('clip', 'aformat=sample_fmts=s16,aformat=sample_fmts=fltp', [3, 6, 9, 12]),
  ...driven('limit', 'alimiter=limit=0.9:level=0:latency=1', [4, 8, 12, 16]),
  ...[-70, -60, -50, -40].map((db) => ({
    name: `noise ${db} dB`,
    code: [
      ...[
        '-filter_complex',
        `anoisesrc=r=48000:a=${10 ** (db / 20)}:s=7[n];[0][n]amix=2:normalize=0:duration=first`,
      ],
      ...['-c:a', 'pcm_s24le'],
    ],
    end: 'wav',
  })),
]

/** "CMD {reference} {test}" → the grade it prints: the number behind "grade" or "ODG", else the first. @param {string} command */
export const parseGrader = (command) => {
  if (!command.includes('{reference}') || !command.includes('{test}'))
    throw new Error(`--grader wants "command {reference} {test}", not "${command}"`)
  const line = command.replace(/"?\{reference\}"?/g, '"$1"').replace(/"?\{test\}"?/g, '"$2"')
  return (/** @type {string} */ reference, /** @type {string} */ test) => {
    const { output } = timed(['sh', '-c', line, 'sh', reference, test], 'the grader')
    const found = /(?:grade|odg)[^-\d]*(-?[\d.]+)/i.exec(output) ?? /(-?\d+\.\d+)/.exec(output)
    if (!found) throw new Error(`the grader printed no number: ${output.slice(0, 200)}`)
    return Number(found[1])
  }
}

/**
 * @param {{ folder: string, grader: ReturnType<typeof parseGrader>, quick: boolean }} bench quick: two songs
 * @returns {Promise<object[]>} a row for each song and damage
 */
export const benchGrader = async ({ folder, grader, quick }) => {
  const ffmpeg = onPath('ffmpeg')
  const found = songs().slice(0, quick ? 2 : undefined)
  if (!ffmpeg || found.length === 0) {
    say('grader: needs ffmpeg, and Debian’s frozen-bubble-data or fretsonfire-songs-sectoid')
    return []
  }
  mkdirSync(folder, { recursive: true })
  const openSound = await buildSound(folder)
  const original = resolve(folder, 'original.wav')
  const rows = []
  for (const [song, parts] of found) {
    excerpt(ffmpeg, parts, original)
    rows.push(...(await compareGraders({ ffmpeg, folder, song, original, grader, openSound })))
  }
  reportGraders(rows)
  return rows
}

/**
 * @param {{ ffmpeg: string, folder: string, song: string, original: string, grader: ReturnType<typeof parseGrader>, openSound: (path: string) => Promise<import('./sound-subjects').SoundSubject> }} bench
 * @returns {Promise<{ song: string, name: string, ours: number, theirs: number }[]>}
 */
const compareGraders = async ({ ffmpeg, folder, song, original, grader, openSound }) => {
  const path = (/** @type {string} */ name) => resolve(folder, name)
  const run = (/** @type {string[]} */ args) => timed([ffmpeg, '-v', 'error', '-y', ...args])
  run(['-i', original, ...pcm, path('reference.wav')])
  const subject = await openSound(path('reference.wav'))
  const rows = []
  for (const { name, code, end } of DAMAGES) {
    run(['-i', path('reference.wav'), ...code, path(`damaged.${end}`)])
    run(['-i', path(`damaged.${end}`), ...pcm, path('test.wav')])
    const { grade } = await subject.judge(path('test.wav'))
    rows.push({ song, name, ours: grade, theirs: grader(path('reference.wav'), path('test.wav')) })
  }
  return rows
}

/** Prints both grades and their rank correlation. @param {Awaited<ReturnType<typeof compareGraders>>} rows */
const reportGraders = (rows) => {
  say('')
  const text = (/** @type {number} */ value) => value.toFixed(2)
  table(
    ['damage', 'ours', 'theirs'],
    rows.map(({ song, name, ours, theirs }) => [`${song}, ${name}`, text(ours), text(theirs)]),
  )
  const ranks = (/** @type {number[]} */ values) =>
    values.map((value) => {
      const below = values.filter((other) => other < value).length
      return below + (values.filter((other) => other === value).length - 1) / 2
    })
  const a = ranks(rows.map(({ ours }) => ours))
  const b = ranks(rows.map(({ theirs }) => theirs))
  const mean = (rows.length - 1) / 2
  const sum = (/** @type {number[]} */ x, /** @type {number[]} */ y) =>
    x.reduce((total, value, at) => total + (value - mean) * ((y[at] ?? mean) - mean), 0)
  say(
    `rank correlation of ${rows.length}: ${(sum(a, b) / Math.sqrt(sum(a, a) * sum(b, b))).toFixed(3)}`,
  )
}
