// npm run bench [-- --quick --check --keep --peer "name=command {in} {out}" …]: the claims of
// docs/performance.md, measured. A seeded mix goes through the product's own engine in headless Chromium,
// interleaved round by round with ffmpeg, libebur128, SoX and whatever else is named, where they are
// installed. CPU = all threads of the page's process. The report goes to artifacts/bench.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import process, { argv } from 'node:process'
import { parseArgs } from 'node:util'
import { benchChains } from './chain-rows.mjs'
import { benchGrowth } from './growth.mjs'
import { benchMastering, writeMix } from './mastering.mjs'
import { openInBrowser } from './support/browser.mjs'
import { buildSubjects } from './support/build.mjs'
import { parsePeer } from './support/peers.mjs'
import { fallen, keep } from './support/ratios.mjs'
import { say, table } from './support/report.mjs'
import { Figures } from './support/statistics.mjs'

const PARTS = ['mastering', 'chains', 'growth']

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    /** Short audio, few rounds: to see that everything works. */
    quick: { type: 'boolean', default: false },
    /** Some parts only. */
    only: { type: 'string', multiple: true, default: PARTS },
    rounds: { type: 'string' },
    peer: { type: 'string', multiple: true, default: [] },
    /** Fails where a ratio lost more than 15 % of the stored one. */
    check: { type: 'boolean', default: false },
    /** Stores the ratios in bench/ratios.json. */
    keep: { type: 'boolean', default: false },
  },
})
const { quick } = values
const rounds = Number(values.rounds ?? (quick ? 2 : 5))
const fileSeconds = quick ? 60 : 240
const chainSeconds = quick ? 10 : 60
const minutes = quick ? [0.5, 1, 2] : [1, 5, 20, 60]
const runs = (/** @type {string} */ part) => values.only.includes(part)

const peers = values.peer.map(parsePeer)
const { openInNode, web } = await buildSubjects('.cache/bench')
writeMix(web, fileSeconds)
const load = [loadavg()[0]?.toFixed(1)]
const figures = new Figures()
const chainFigures = new Figures()

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
    Object.entries(ratios).map(([name, ratio]) => [name, ratio.toFixed(1)]),
  )
  say(
    `\nmaster: ${facts.verdict.status}, ${facts.passes} passes, ${facts.integratedLufs?.toFixed(2)} LUFS, ${facts.truePeakDbtp.toFixed(2)} dBTP in the file; the same bytes in Node, Chromium with one and with two workers (SHA-256 ${sha256.slice(0, 16)}…)`,
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

mkdirSync('artifacts', { recursive: true })
writeFileSync(
  'artifacts/bench.json',
  `${JSON.stringify({ machine, rounds, figures: figures.rows(), mastering, chainFigures: chainFigures.rows(), growth }, null, 2)}\n`,
)
const ratios = {
  ...mastering?.ratios,
  ...(chains && { 'master chain, × real time': Number(chains[0]?.[1]) }),
}
const worse = values.check ? fallen(ratios) : []
for (const { name, stored, now } of worse) say(`FELL: ${name}: ${now.toFixed(2)}, stored ${stored}`)
if (values.keep) keep(ratios)
process.exit(worse.length > 0 ? 1 : 0)
