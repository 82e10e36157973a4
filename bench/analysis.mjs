// An original's whole analysis, with everything that is looked for in it, beside libebur128's loudness and true peak, and the grade
// of a master: in Node, CPU.
import { join } from 'node:path'
import process from 'node:process'
import { SAMPLE_RATE } from './mastering.mjs'
import { compileEbur128, ebur128 } from './support/peers.mjs'
import { say, table } from './support/report.mjs'
import { Figures } from './support/statistics.mjs'

const ANALYSIS = 'analysis with all findings, CPU'
const GRADE = 'damage grade of a master, CPU'
const EBUR128 = 'libebur128, I S LRA TP, CPU'

/**
 * Prints the times; gives the ratio of the least times, which is what other work on the machine disturbs least. null without
 * a C compiler or libebur128.
 * @param {object} bench
 * @param {(path: string) => Promise<import('./subjects').Subjects>} bench.openInNode
 * @param {string} bench.folder where the mix lies
 * @param {number} bench.seconds
 * @param {number} bench.rounds
 */
export const benchAnalysis = async ({ openInNode, folder, seconds, rounds }) => {
  const program = compileEbur128(folder)
  const subjects = await openInNode(join(folder, 'mix.wav'))
  const figures = new Figures()
  for (let warming = 0; warming < 3; warming++) await subjects.analyse()
  for (let round = 0; round < rounds; round++) {
    figures.add(ANALYSIS, await cpuMsOf(subjects.analyse), seconds)
    if (!program) continue
    const audio = { pcm: join(folder, 'mix.f32'), sampleRate: SAMPLE_RATE, channelCount: 2 }
    figures.add(EBUR128, ebur128(program, audio).cpuMs, seconds)
  }
  await subjects.steps.master()
  for (let round = 0; round < rounds; round++)
    figures.add(GRADE, await cpuMsOf(subjects.grade), seconds)
  const rows = figures.rows()
  say(`\n${seconds} s, 44.1 kHz, stereo, Node, ${rounds} rounds`)
  table(
    ['ms', 'median', 'min', 'max', '× real time'],
    rows.map(({ name, median, min, max, timesRealTime }) => [
      name,
      median,
      min,
      max,
      timesRealTime,
    ]),
  )
  const [ours, theirs] = [ANALYSIS, EBUR128].map((wanted) =>
    rows.find(({ name }) => name === wanted),
  )
  if (!ours || !theirs) {
    say('no C compiler or libebur128: its row is left out')
    return null
  }
  const ratio = Number(theirs.min) / Number(ours.min)
  const medians = Number(theirs.median) / Number(ours.median)
  say(
    `\nas fast as libebur128: ${ratio.toFixed(2)} by least times, ${medians.toFixed(2)} by medians`,
  )
  return ratio
}

/** @param {() => Promise<unknown>} work */
const cpuMsOf = async (work) => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
