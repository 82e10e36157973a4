// npm run bench [-- --quick --only PART --rounds N --check --keep --peer "name=command {in} {out}" …]: the claims of
// docs/performance.md, measured (options: support/options.mjs). A seeded mix goes through the product's own engine in headless Chromium,
// interleaved round by round with ffmpeg, libebur128, SoX and whatever else is named, where they are
// installed. CPU = all threads of the page's process. The report goes to artifacts/bench.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import process, { argv } from 'node:process'
import { benchAnalysis } from './analysis.mjs'
import { benchChains } from './chain-rows.mjs'
import { benchFindings } from './findings.mjs'
import { benchFormats } from './formats.mjs'
import { benchGrader } from './grader.mjs'
import { benchGrowth } from './growth.mjs'
import { benchMastering, writeMix } from './mastering.mjs'
import { benchMatch } from './match.mjs'
import { ALLOWED_TOUCHED_MB, benchMemory } from './memory.mjs'
import { ALLOWED_PEAK_MB, benchPeaks } from './peaks.mjs'
import { benchPrice } from './price.mjs'
import { benchSound } from './sound.mjs'
import { openInBrowser } from './support/browser.mjs'
import { buildSubjects } from './support/build.mjs'
import { parseOptions, USUAL } from './support/options.mjs'
import { compare, SLACK, keep as store } from './support/ratios.mjs'
import { say, table } from './support/report.mjs'
import { Figures } from './support/statistics.mjs'

const { quick, rounds, hours, peers, grader, matchering, music, runs, check, keep } = orExplain(
  () => parseOptions(argv.slice(2)),
)
const kind = quick ? 'quick' : 'full'
const fileSeconds = quick ? 60 : 240
const chainSeconds = quick ? 10 : 60
const minutes = quick ? [0.5, 1, 2] : [1, 5, 20, 60]
/**
 * Parts with music and a report of their own, artifacts/bench-PART.json, in the order in which they run; each answers its rows.
 * @type {Record<string, (folder: string) => Promise<readonly unknown[]>>}
 */
const BY_THEMSELVES = {
  grader: (folder) => benchGrader({ folder, grader, quick }),
  formats: (folder) => benchFormats({ folder, seconds: quick ? 10 : 60, rounds }),
  sound: (folder) => benchSound({ folder, peers, matchering, grader, quick }),
  match: (folder) => benchMatch({ folder, matchering, quick }),
  findings: (folder) => benchFindings({ folder, music }),
  price: (folder) => benchPrice({ folder, music }),
}

mkdirSync('artifacts', { recursive: true })
let isWhole = true
for (const [part, bench] of Object.entries(BY_THEMSELVES)) {
  if (!runs(part)) continue
  const rows = await bench(`.cache/bench/${part}`)
  writeFileSync(`artifacts/bench-${part}.json`, `${JSON.stringify(rows, null, 2)}\n`)
  isWhole &&= rows.length > 0
}
if (![...USUAL, 'analysis'].some(runs)) process.exit(isWhole ? 0 : 1)

const { openInNode, web } = await buildSubjects('.cache/bench')
writeMix(web, fileSeconds)
if (hours !== null) {
  const rows = await benchPeaks(web, hours)
  say(
    `\npeaks over the page at rest, MB (2²⁰) of the browser's own memory; ${ALLOWED_PEAK_MB} are allowed`,
  )
  table(Object.keys(rows[0] ?? {}), rows.map(Object.values))
  process.exit(0)
}
if (runs('analysis')) {
  const work = { openInNode, folder: web, seconds: fileSeconds, rounds }
  const ratio = await benchAnalysis(work)
  if (!USUAL.some(runs)) process.exit(ratio === null ? 1 : 0)
}
orExplain(() => {
  for (const { run } of peers) run(join(web, 'mix.wav'), join(web, 'peer.wav'))
})
const load = [loadavg()[0]?.toFixed(1)]
const figures = new Figures()
const chainFigures = new Figures()
const memoryFigures = new Figures()

const browser = await openInBrowser(web)
const mastering = runs('mastering')
  ? await benchMastering({
      browser,
      openInNode,
      folder: web,
      seconds: fileSeconds,
      rounds,
      peers,
      figures,
    })
  : null
const chains = runs('chains')
  ? await benchChains({ browser, seconds: chainSeconds, rounds, figures: chainFigures })
  : null
await browser.close()
const memory = runs('memory')
  ? await benchMemory({ folder: web, seconds: fileSeconds, rounds, figures: memoryFigures })
  : null
const growth = runs('growth') ? await benchGrowth(web, minutes) : null
load.push(loadavg()[0]?.toFixed(1))

const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}, Chromium ${browser.version}, load ${load.join(' … ')}`
say(`\n${machine}; medians of ${rounds} rounds`)
if (mastering) {
  const { facts, ratios, sha256 } = mastering
  say(`\n${fileSeconds} s, 44.1 kHz, 24 bit, stereo`)
  table(
    ['ms', 'median', 'min', 'max', '× real time'],
    figures
      .rows()
      .map(({ name, median, min, max, timesRealTime }) => [name, median, min, max, timesRealTime]),
  )
  say('')
  table(
    ['times as fast', ''],
    Object.entries(ratios).map(([name, ratio]) => [name, ratio.toPrecision(3)]),
  )
  say(
    `\nmaster: ${facts.verdict.status}, ${facts.passes} passes, ${facts.integratedLufs?.toFixed(2)} LUFS, ${facts.truePeakDbtp?.toFixed(2)} dBTP in the file; the same bytes in Node, Chromium with one and with two workers (SHA-256 ${sha256.slice(0, 16)}…)`,
  )
}
if (memory) {
  say(
    `\n${fileSeconds} s, a fresh browser for each round (MB: first touched by all of its processes)`,
  )
  table(
    ['', 'median', 'min', 'max'],
    memoryFigures.rows().map(({ name, median, min, max }) => [name, median, min, max]),
  )
  const { master, export: exported } = ALLOWED_TOUCHED_MB
  say(
    `goal for 240 s: opened, analysed and mastered ${master} MB together, an export ${exported} MB`,
  )
  table(
    ['times as fast', ''],
    Object.entries(memory).map(([name, ratio]) => [name, ratio.toPrecision(3)]),
  )
}
if (chains) {
  say(`\n× real time on one core, ${chainSeconds} s stereo, blocks copied in and out`)
  table(['', '48 kHz', '96 kHz', '192 kHz'], chains)
}
if (growth) {
  say('\nwhole master, one worker, as the file grows')
  table(
    ['minutes', 'CPU ms', 'ms / minute', 'passes', 'PCM MB', 'peak MB', 'allowed MB'],
    growth.points.map(({ minutes: length, ms, passes, heldMb, usedMb, allowedMb }) => [
      String(length),
      ms,
      ms / length,
      String(passes),
      heldMb,
      usedMb,
      allowedMb,
    ]),
  )
  say(
    `time grows as length to the power of ${growth.exponent.toFixed(3)}; peak less the page at rest`,
  )
}

writeFileSync(
  'artifacts/bench.json',
  `${JSON.stringify({ machine, rounds, figures: figures.rows(), mastering, memory, memoryFigures: memoryFigures.rows(), chainFigures: chainFigures.rows(), growth }, null, 2)}\n`,
)
const ratios = {
  ...mastering?.ratios,
  ...(chains && { 'master chain, × real time': Number(chains[0]?.[1]) }),
}
const held = !check || holds(ratios)
if (keep) store(kind, ratios)
process.exit(held ? 0 : 1)

/**
 * A sentence instead of a stack for what the person can put right.
 * @template T
 * @param {() => T} work
 */
function orExplain(work) {
  try {
    return work()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exit(2)
  }
}

/** Says how the ratios stand beside the stored ones. @param {Record<string, number>} measured */
function holds(measured) {
  const { held: heldRows, fallen, unknown, unmeasured } = compare(kind, measured)
  say(
    `\n${heldRows.length} of ${heldRows.length + fallen.length} ${kind} ratios hold (bench/ratios.json, less ${SLACK[kind] * 100} %)`,
  )
  for (const { name, stored, now } of fallen)
    say(`FELL: ${name}: ${now.toFixed(2)}, stored ${stored}`)
  for (const name of unknown) say(`not stored (--keep does): ${name}`)
  for (const name of unmeasured) say(`stored, not measured this time: ${name}`)
  if (heldRows.length + fallen.length === 0) say('nothing to compare')
  return fallen.length === 0 && heldRows.length > 0
}
