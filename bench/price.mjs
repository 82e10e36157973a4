// The price of loudness on music: its CPU time, and how far what it foretells is from real masters.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, songs } from './songs.mjs'
import { buildPrice } from './support/build.mjs'
import { say, table } from './support/report.mjs'

const TARGETS = [-14, -11, -9, -7, -6]
const STYLE = 'balanced'

/** @typedef {import('./price-subjects').PricedSong} PricedSong */
/** @typedef {import('./price-subjects').PricedFigures} PricedFigures */
/** @typedef {{ song: string } & PricedSong} Row */

/**
 * @param {{ folder: string, music: string | null }} bench music: a folder of WAV files, whole; else excerpts of the songs of songs.mjs
 * @returns {Promise<Row[]>}
 */
export const benchPrice = async ({ folder, music }) => {
  mkdirSync(folder, { recursive: true })
  const priceSong = await buildPrice(folder)
  /** @type {Row[]} */
  const rows = []
  for (const [song, path] of music === null ? packaged(folder) : inFolder(music)) {
    rows.push({ song, ...(await priceSong(path(), TARGETS, STYLE)) })
    const last = rows.at(-1)
    if (last) reportSong(last)
  }
  if (rows.length > 0) reportErrors(rows)
  return rows
}

const packaged = (/** @type {string} */ folder) => {
  const ffmpeg = onPath('ffmpeg')
  const made = resolve(folder, 'excerpt.wav')
  return (ffmpeg ? songs() : []).map(([song, parts]) => {
    const path = () => {
      excerpt(ffmpeg ?? '', parts, made)
      return made
    }
    return /** @type {const} */ ([song, path])
  })
}

const inFolder = (/** @type {string} */ folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.wav'))
    .map((name) => /** @type {const} */ ([name, () => resolve(folder, name)]))

const FIGURES = /** @type {const} */ ([
  ['average, dB', 'averageReductionDb'],
  ['most, dB', 'maximumReductionDb'],
  ['crest, dB', 'peakToLoudnessLu'],
  ['grade', 'grade'],
])

const WIDE = 24

const told = (/** @type {number | null | undefined} */ figure) =>
  figure === null || figure === undefined ? '–' : figure.toFixed(2)

const reportSong = (/** @type {Row} */ row) => {
  say(
    `\n${row.song}, ${row.seconds.toFixed(0)} s: models ${row.modelsMs.toFixed(0)} ms of CPU, with real passes ${row.measuredMs.toFixed(0)} ms; free to ${told(row.freeLufs)}, inaudible to ${told(row.inaudibleLufs)} LUFS; models / with passes / real`,
  )
  table(
    ['LUFS', ...FIGURES.map(([name]) => name.padStart(WIDE))],
    row.targets.map(({ targetLufs, modelled, measured, real }) => [
      String(targetLufs),
      ...FIGURES.map(([, key]) =>
        [modelled, measured, real]
          .map((figures) => told(figures?.[key]))
          .join(' / ')
          .padStart(WIDE),
      ),
    ]),
  )
}

/** Mean and largest distance from real masters, target by target. */
const reportErrors = (/** @type {readonly Row[]} */ rows) => {
  say('\nmean and largest distance from real masters: models alone; with real passes')
  table(
    ['LUFS', ...FIGURES.map(([name]) => name.padStart(WIDE))],
    TARGETS.map((targetLufs) => {
      const targets = rows.flatMap((row) =>
        row.targets.filter((target) => target.targetLufs === targetLufs),
      )
      return [
        String(targetLufs),
        ...FIGURES.map(([, key]) =>
          /** @type {const} */ (['modelled', 'measured'])
            .map((way) => {
              const errors = targets.flatMap((target) => {
                const [of, real] = [target[way]?.[key], target.real?.[key]]
                return of == null || real == null ? [] : [Math.abs(of - real)]
              })
              if (errors.length === 0) return '–'
              const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
              return `${mean.toFixed(2)} (${Math.max(...errors).toFixed(2)})`
            })
            .join('; ')
            .padStart(WIDE),
        ),
      ]
    }),
  )
}
