// npm run bench [-- --rounds 5 --seconds 240]: analysis and the full master of a seeded synthetic
// mix, in Node (CPU time) and headless Chromium (wall time), interleaved round by round with ffmpeg
// where it is installed. Prints medians, spreads and ratios; the report goes to artifacts/bench.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import process, { argv, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { onPath } from '../scripts/on-path.mjs'
import { openInBrowser } from './support/browser.mjs'
import { buildSubjects } from './support/build.mjs'
import { syntheticMix } from './support/mix.mjs'
import { ffmpegDecode, ffmpegLoudnorm, ffmpegMeter } from './support/peers.mjs'
import { Figures } from './support/statistics.mjs'
import { wav } from './support/wav.mjs'

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '240' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const FOLDER = '.cache/bench'
const SAMPLE_RATE = 48_000

const ffmpeg = onPath('ffmpeg')
if (!ffmpeg) say('ffmpeg is not installed: its rows and the ratios against it are left out')

const { openInNode, web } = await buildSubjects(FOLDER)
const input = join(web, 'mix.wav')
const mix = syntheticMix({ seconds, sampleRate: SAMPLE_RATE })
writeFileSync(
  input,
  wav({
    sampleRate: SAMPLE_RATE,
    lengthFrames: mix[0].length,
    source: (frame, channel) => mix[channel]?.[frame] ?? 0,
  }),
)
const node = await openInNode(input)
const browser = await openInBrowser(web, '/mix.wav')
const pair = await openInBrowser(web, '/mix.wav', 1)

// Checked before anything is timed; both hosts must make the same master. Warms both up, too.
const analysis = await node.analyse()
const made = await node.master()
const madeInBrowser = (await browser.master()).facts
if (JSON.stringify(made) !== JSON.stringify(madeInBrowser))
  throw new Error(`masters differ: ${JSON.stringify(made)} and ${JSON.stringify(madeInBrowser)}`)
const alone = await browser.render()
if (alone.sha256 !== (await pair.render()).sha256)
  throw new Error('two workers make another master than one')
if (made.verdict.status === 'unmeasurable') throw new Error('the mix could not be landed')
if (ffmpeg) {
  const judged = Number(
    /I:\s+(-?[\d.]+) LUFS\s+Threshold/.exec(
      ffmpegMeter(ffmpeg, input).output.split('Summary:')[1] ?? '',
    )?.[1],
  )
  const ours = analysis.loudness.integratedLufs ?? Number.NaN
  if (!(Math.abs(judged - ours) <= 0.1))
    throw new Error(`integrated loudness: ours ${ours}, ffmpeg ${judged}`)
}
const { targetLufs, ceilingDbtp } = made.verdict

const figures = new Figures()
for (let round = 0; round < rounds; round++) {
  figures.add('analysis, Node, CPU', await cpuOf(node.analyse))
  figures.add('analysis, Chromium, wall', await browser.analyse())
  if (ffmpeg) {
    figures.add('ffmpeg decode, CPU', ffmpegDecode(ffmpeg, input).cpuMs)
    const meter = ffmpegMeter(ffmpeg, input)
    figures.add('ffmpeg ebur128=peak=true, CPU', meter.cpuMs)
    figures.add('ffmpeg ebur128=peak=true, wall', meter.wallMs)
  }
  figures.add('master, file to file, Node, CPU', await cpuOf(node.master))
  figures.add('master, file to file, Chromium, wall', (await browser.master()).ms)
  figures.add('render, one worker, Chromium, wall', (await browser.render()).ms)
  figures.add('render, two workers, Chromium, wall', (await pair.render()).ms)
  if (ffmpeg) {
    const output = join(FOLDER, 'loudnorm.wav')
    const loudnorm = ffmpegLoudnorm(ffmpeg, input, output, targetLufs, ceilingDbtp)
    figures.add('ffmpeg loudnorm, two passes, CPU', loudnorm.cpuMs)
    figures.add('ffmpeg loudnorm, two passes, wall', loudnorm.wallMs)
  }
  say(`round ${round + 1} of ${rounds} done`)
}
await browser.close()
await pair.close()

const together = {
  'render by two workers beside one, wall':
    figures.median('render, one worker, Chromium, wall') /
    figures.median('render, two workers, Chromium, wall'),
}
const ratios = ffmpeg
  ? {
      ...together,
      'analysis beside ebur128 less its decoding, CPU':
        (figures.median('ffmpeg ebur128=peak=true, CPU') - figures.median('ffmpeg decode, CPU')) /
        figures.median('analysis, Node, CPU'),
      'master beside two-pass loudnorm, CPU':
        figures.median('ffmpeg loudnorm, two passes, CPU') /
        figures.median('master, file to file, Node, CPU'),
      'master in Chromium beside two-pass loudnorm, wall':
        figures.median('ffmpeg loudnorm, two passes, wall') /
        figures.median('master, file to file, Chromium, wall'),
    }
  : together

say('')
say(
  `${seconds} s, ${SAMPLE_RATE} Hz stereo, ${rounds} rounds; ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.versions.node}, Chromium ${browser.version}`,
)
say(
  `${'ms'.padEnd(40)}${['median', 'min', 'max', '× real time'].map((head) => head.padStart(12)).join('')}`,
)
for (const { name, median, min, max } of figures.rows())
  say(
    `${name.padEnd(40)}${[median, min, max, (seconds * 1000) / median].map((ms) => ms.toFixed(0).padStart(12)).join('')}`,
  )
for (const [name, ratio] of Object.entries(ratios))
  say(`${name}: ${ratio.toFixed(1)} times as fast`)
say(
  `master: ${made.verdict.status}, ${made.integratedLufs?.toFixed(2)} LUFS (target ${targetLufs}), ${made.truePeakDbtp.toFixed(2)} dBTP (ceiling ${ceilingDbtp}); the same figures in Node and Chromium`,
)

mkdirSync('artifacts', { recursive: true })
writeFileSync(
  'artifacts/bench.json',
  `${JSON.stringify({ seconds, rounds, figures: figures.rows(), ratios, made }, null, 2)}\n`,
)
process.exit(0)

/** CPU milliseconds of this process while `work` runs. */
async function cpuOf(work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function say(line) {
  stdout.write(`${line}\n`)
}
