// What the command line asks for, checked before anything is built or timed.
import { parseArgs } from 'node:util'
import { parseGrader } from '../grader.mjs'
import { parsePeer } from './peers.mjs'

/** What runs unless told; the others want music that is not everywhere, and minutes. */
export const USUAL = ['mastering', 'memory', 'chains', 'growth']
const PARTS = [...USUAL, 'analysis', 'formats', 'sound', 'match', 'findings', 'price', 'grader']

const OPTIONS = /** @type {const} */ ({
  /** Short audio, few rounds: to see that everything works. */
  quick: { type: 'boolean', default: false },
  /** Some parts only. */
  only: { type: 'string', multiple: true },
  rounds: { type: 'string' },
  /** With the part "memory": peaks of files so long, of rates so high and tracks so many, instead of what is first touched. */
  hours: { type: 'string' },
  /** Another implementation of BS.1387: for the part "grader", which runs alone unless told, and the table of "sound". */
  grader: { type: 'string' },
  /** A folder with matchering's sources, for the parts "match" and "sound". */
  matchering: { type: 'string' },
  /** A folder of WAV files, for the parts "findings" and "price". */
  music: { type: 'string' },
  peer: { type: 'string', multiple: true, default: [] },
  /** Fails where a ratio lost too much of the stored one (support/ratios.mjs). */
  check: { type: 'boolean', default: false },
  /** Stores the ratios in bench/ratios.json. */
  keep: { type: 'boolean', default: false },
})

/**
 * @param {string[]} args
 * @throws {Error} with a sentence for the person, where an argument makes no sense
 */
export const parseOptions = (args) => {
  const { values } = parseArgs({ args, options: OPTIONS })
  const { quick, check, keep } = values
  const only = values.only ?? (values.grader === undefined ? USUAL : ['grader'])
  const stranger = only.find((part) => !PARTS.includes(part))
  if (stranger !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}, not "${stranger}"`)
  const rounds = Number(values.rounds ?? (quick ? 3 : 5))
  if (!(Number.isInteger(rounds) && rounds > 0))
    throw new Error(`--rounds wants a whole number from 1, not "${values.rounds}"`)
  const hours = values.hours === undefined ? null : Number(values.hours)
  if (hours !== null && !(hours > 0 && only.includes('memory')))
    throw new Error('--hours wants a number over 0, and --only memory')
  if (only.includes('grader') && values.grader === undefined)
    throw new Error('--only grader wants --grader "command {reference} {test}"')
  const peers = values.peer.map(parsePeer)
  if (peers.length > 0 && !['mastering', 'sound'].some((part) => only.includes(part)))
    throw new Error(
      '--peer is measured by the parts "mastering" and "sound", which --only leaves out',
    )
  const names = peers.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`two peers are called "${twice}"`)
  return {
    quick,
    rounds,
    hours,
    peers,
    grader: values.grader === undefined ? null : parseGrader(values.grader),
    matchering: values.matchering ?? null,
    music: values.music ?? null,
    check,
    keep,
    runs: (/** @type {string} */ part) => only.includes(part),
  }
}
