// The price of loudness on music: its CPU time in Node, its wall time in the page with two workers, and how far what it foretells is
// from real masters.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { excerpt, songs } from './songs.mjs'
import { openInBrowser } from './support/browser.mjs'
import { buildPage, buildPrice } from './support/build.mjs'
import { say, table } from './support/report.mjs'

const TARGETS = [-14, -11, -9, -7, -6]
const STYLE = 'balanced'
const WORKERS = 2
/** The first in the page is the one that a person waits for; the least of all is what a quiet moment gives. */
const ROUNDS = 3

/** @typedef {import('./price-subjects').PricedSong} PricedSong */
/** @typedef {import('./price-subjects').PricedFigures} PricedFigures */
/** @typedef {Awaited<ReturnType<typeof priceInPage>>} PageFigures */
/** @typedef {{ song: string, page: PageFigures } & PricedSong} Row */

/**
 * @param {{ folder: string, music: string | null }} bench music: a folder of WAV files, whole; else excerpts of the songs of songs.mjs
 * @returns {Promise<Row[]>}
 */
export const benchPrice = async ({ folder, music }) => {
  mkdirSync(folder, { recursive: true })
  const priceSong = await buildPrice(folder)
  const web = await buildPage(resolve(folder, 'web'))
  /** @type {Row[]} */
  const rows = []
  for (const [song, path] of music === null ? packaged(folder) : inFolder(music)) {
    const file = path()
    const priced = await priceSong(file, TARGETS, STYLE)
    rows.push({ song, ...priced, page: await priceInPage(file, web, priced) })
    const last = rows.at(-1)
    if (last) reportSong(last)
  }
  if (rows.length > 0) reportErrors(rows)
  return rows
}

/**
 * As the first song of a fresh page.
 * @param {string} path
 * @param {string} web
 * @param {PricedSong} inNode
 */
const priceInPage = async (path, web, { price }) => {
  copyFileSync(path, resolve(web, 'song.wav'))
  const page = await openInBrowser(web)
  await page.openPriced('/song.wav', WORKERS, STYLE)
  const models = await page.price(false)
  const measured = []
  for (let round = 0; round < ROUNDS; round++) measured.push(await page.price(true))
  await page.close()
  if (measured.some((each) => digits(each.price) !== digits(price)))
    throw new Error('Node and the page tell other prices')
  const least = (/** @type {(number | null)[]} */ times) =>
    Math.min(...times.map((ms) => ms ?? NaN))
  return {
    modelsMs: models.wallMs,
    firstMs: measured[0]?.wallMs ?? NaN,
    leastMs: least(measured.map(({ wallMs }) => wallMs)),
    busiestMs: least(measured.map(({ busiestMs }) => busiestMs)),
    load: loadavg()[0] ?? NaN,
  }
}

/** Engines round the elementary functions of their own otherwise, in the last digit of sixteen. */
const digits = (/** @type {unknown} */ price) =>
  JSON.stringify(price, (_, value) => (typeof value === 'number' ? value.toFixed(6) : value))

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
    `\n${row.song}, ${row.seconds.toFixed(0)} s: models ${row.modelsMs.toFixed(0)} ms of CPU, with real passes ${row.measuredMs.toFixed(0)} ms; free to ${told(row.price.freeLufs)}, inaudible to ${told(row.price.inaudibleLufs)} LUFS`,
  )
  const { modelsMs, firstMs, leastMs, busiestMs, load } = row.page
  say(
    `in the page, ${WORKERS} workers, load ${load.toFixed(0)}: models ${modelsMs.toFixed(0)} ms of wall time, with real passes ${firstMs.toFixed(0)} ms at first, ${leastMs.toFixed(0)} ms at least; the busiest thread ${busiestMs.toFixed(0)} ms of CPU`,
  )
  say('models / with passes / real')
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
