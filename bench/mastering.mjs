// One file, from the drop to the checked 24-bit master, with one and two workers, beside other programs.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from '../scripts/on-path.mjs'
import { syntheticMix } from './support/mix.mjs'
import {
  compileEbur128,
  ebur128,
  ffmpegDecode,
  ffmpegLoudnorm,
  ffmpegMeter,
  soxEqualiser,
} from './support/peers.mjs'
import { say } from './support/report.mjs'
import { wav } from './support/wav.mjs'

export const SAMPLE_RATE = 44_100
/** Kick and snare at 40 %: a mix that reaches the default target through the limiter. */
const DRUMS = 0.4
const STEPS = 2 ** 23

/**
 * The bench's file: `mix.wav` (24 bit) for everybody, and the very samples as interleaved float32.
 * @param {string} folder
 * @param {number} seconds
 */
export const writeMix = (folder, seconds) => {
  const mix = syntheticMix({ seconds, sampleRate: SAMPLE_RATE, drums: DRUMS })
  const lengthFrames = mix[0].length
  const pcm = new Float32Array(2 * lengthFrames)
  for (const [channel, samples] of mix.entries())
    for (let frame = 0; frame < lengthFrames; frame++)
      pcm[2 * frame + channel] = Math.round((samples[frame] ?? 0) * STEPS) / STEPS
  writeFileSync(join(folder, 'mix.f32'), pcm)
  writeFileSync(
    join(folder, 'mix.wav'),
    wav({
      sampleRate: SAMPLE_RATE,
      lengthFrames,
      source: (frame, channel) => pcm[2 * frame + channel] ?? 0,
    }),
  )
}

const SOLO = 'one worker'
const PAIR = 'two workers'
const FIRST = 'analysis, first in a fresh worker'
/** Among masters and peers, which take its place in the caches, and after which some of its code is compiled again. */
const BETWEEN = 'analysis, between masters'
/** Analyses before those that are timed, as in the part "analysis". */
const WARMING = 3

/**
 * @param {object} bench
 * @param {Awaited<ReturnType<typeof import('./support/browser.mjs').openInBrowser>>} bench.browser
 * @param {(path: string) => Promise<import('./subjects').Subjects>} bench.openInNode
 * @param {string} bench.folder where the mix lies, and room for outputs
 * @param {number} bench.seconds
 * @param {number} bench.rounds
 * @param {ReturnType<typeof import('./support/peers.mjs').parsePeer>[]} bench.peers
 * @param {import('./support/statistics.mjs').Figures} bench.figures
 */
export const benchMastering = async ({
  browser,
  openInNode,
  folder,
  seconds,
  rounds,
  peers,
  figures,
}) => {
  const input = join(folder, 'mix.wav')
  const pcm = join(folder, 'mix.f32')
  const ffmpeg = onPath('ffmpeg')
  const sox = onPath('sox')
  const meter = compileEbur128(folder)
  if (!ffmpeg) say('no ffmpeg: its rows and ratios are left out')
  if (!sox) say('no sox: its rows and ratios are left out')
  if (!meter) say('no C compiler or libebur128: its rows and ratios are left out')
  await browser.open(SOLO, '/mix.wav', seconds, 1)
  await browser.open(PAIR, '/mix.wav', seconds, 2)

  const add = (
    /** @type {string} */ name,
    /** @type {import('./support/browser.mjs').Time} */ { wallMs, cpuMs },
  ) => {
    figures.add(`${name}, CPU`, cpuMs, seconds)
    figures.add(`${name}, wall`, wallMs, seconds)
  }
  // What a visitor's first track takes: code is compiled, and compiled better, meanwhile.
  add(FIRST, await browser.analyse(SOLO))
  for (let warming = 0; warming < WARMING; warming++) await browser.analyse(SOLO)
  for (let round = 0; round < rounds; round++) {
    add('analysis', await browser.analyse(SOLO))
    if (!meter) continue
    const { cpuMs } = ebur128(meter, { pcm, sampleRate: SAMPLE_RATE, channelCount: 2 })
    figures.add('libebur128, I S LRA TP, CPU', cpuMs, seconds)
  }

  // Checked before anything else is timed, which warms everything up, too.
  const node = await openInNode(input)
  const analysis = await node.analyse()
  const { facts } = await browser.master(SOLO)
  await node.master()
  await browser.master(PAIR)
  const digests = {
    Node: await node.digest(),
    [SOLO]: await browser.digest(SOLO),
    [PAIR]: await browser.digest(PAIR),
  }
  if (new Set(Object.values(digests)).size !== 1)
    throw new Error(`masters differ: ${JSON.stringify(digests)}`)
  if (facts.verdict.status !== 'hit') throw new Error(`not on target: ${JSON.stringify(facts)}`)
  if (meter) agree(analysis, ebur128(meter, { pcm, sampleRate: SAMPLE_RATE, channelCount: 2 }))
  const { targetLufs, ceilingDbtp } = facts.verdict

  for (let round = 0; round < rounds; round++) {
    add(BETWEEN, await browser.analyse(SOLO))
    if (ffmpeg) {
      figures.add('ffmpeg decoding, CPU', ffmpegDecode(ffmpeg, input).cpuMs, seconds)
      figures.add('ffmpeg ebur128=peak=true, CPU', ffmpegMeter(ffmpeg, input).cpuMs, seconds)
    }
    if (sox) figures.add('SoX, 8 equalizers, CPU', soxEqualiser(sox, input).cpuMs, seconds)
    for (const name of [SOLO, PAIR]) {
      const run = await browser.master(name)
      add(`master, ${name}`, run)
      figures.add(`rendering alone, ${name}, wall`, run.facts.renderMs, seconds)
    }
    const output = join(folder, 'peer.wav')
    if (ffmpeg)
      add(
        'ffmpeg loudnorm, two passes',
        ffmpegLoudnorm(ffmpeg, { input, output, sampleRate: SAMPLE_RATE, targetLufs, ceilingDbtp }),
      )
    for (const { name, run } of peers) add(name, run(input, output))
    say(`mastering: round ${round + 1} of ${rounds} done`)
  }
  return { facts, sha256: digests.Node, ratios: ratiosOf(figures, peers) }
}

/**
 * The mix has white noise up to the Nyquist frequency, where libebur128's filter is up to 18 dB down and ours 6.5: it reads
 * 0.08 dB over ours on this mix of 60 s, 0.35 dB under on 240 s (who is right: docs/performance.md, "True peak beside libebur128").
 */
const THEY_MISS_DB = 0.4
const WE_MISS_DB = 0.1

/** Our meter and libebur128 read the same audio. */
const agree = (
  /** @type {import('../src/analysis/analysis').Analysis} */ { loudness, truePeakDbtp },
  /** @type {ReturnType<typeof ebur128>} */ judged,
) => {
  const aboveDb = truePeakDbtp - judged.truePeakDbtp
  const pairs = [
    [loudness.integratedLufs, judged.integratedLufs, 0.1],
    [loudness.maximumShortTermLufs, judged.shortTermLufs, 0.1],
    [loudness.loudnessRangeLu, judged.rangeLu, 0.2],
  ]
  if (
    !pairs.every(([ours, theirs, tolerance]) => Math.abs(ours - theirs) <= tolerance) ||
    !(aboveDb >= -WE_MISS_DB && aboveDb <= THEY_MISS_DB)
  )
    throw new Error(
      `measurements differ, ours and libebur128’s: ${JSON.stringify([...pairs, aboveDb])}`,
    )
}

/** Times as fast, of those that were measured. */
const ratiosOf = (
  /** @type {import('./support/statistics.mjs').Figures} */ figures,
  /** @type {{ name: string }[]} */ peers,
) => {
  const m = (/** @type {string} */ name) => figures.median(name)
  const all = {
    'analysis beside libebur128, CPU': m('libebur128, I S LRA TP, CPU') / m('analysis, CPU'),
    'analysis beside ffmpeg ebur128 less its decoding, CPU':
      (m('ffmpeg ebur128=peak=true, CPU') - m('ffmpeg decoding, CPU')) / m('analysis, CPU'),
    ...Object.fromEntries(
      [{ name: 'ffmpeg loudnorm, two passes' }, ...peers].flatMap(({ name }) => [
        [
          `master, one worker, beside ${name}, CPU`,
          m(`${name}, CPU`) / m('master, one worker, CPU'),
        ],
        [
          `master, one worker, beside ${name}, wall`,
          m(`${name}, wall`) / m('master, one worker, wall'),
        ],
        [
          `master, two workers, beside ${name}, wall`,
          m(`${name}, wall`) / m('master, two workers, wall'),
        ],
      ]),
    ),
    'rendering alone, two workers beside one, wall':
      m('rendering alone, one worker, wall') / m('rendering alone, two workers, wall'),
    'master, two workers beside one, wall':
      m('master, one worker, wall') / m('master, two workers, wall'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, ratio]) => Number.isFinite(ratio)))
}
