// What the command line asks for, checked before anything is built or timed.
import { parseArgs } from 'node:util'
import { parsePeer } from './peers.mjs'

const PARTS = ['mastering', 'chains', 'growth']

const OPTIONS = /** @type {const} */ ({
  /** Short audio, few rounds: to see that everything works. */
  quick: { type: 'boolean', default: false },
  /** Some parts only. */
  only: { type: 'string', multiple: true, default: PARTS },
  rounds: { type: 'string' },
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
  const { quick, only, check, keep } = values
  const stranger = only.find((part) => !PARTS.includes(part))
  if (stranger !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}, not "${stranger}"`)
  const rounds = Number(values.rounds ?? (quick ? 3 : 5))
  if (!(Number.isInteger(rounds) && rounds > 0))
    throw new Error(`--rounds wants a whole number from 1, not "${values.rounds}"`)
  const peers = values.peer.map(parsePeer)
  if (peers.length > 0 && !only.includes('mastering'))
    throw new Error('--peer is measured by the part "mastering", which --only leaves out')
  const names = peers.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`two peers are called "${twice}"`)
  return {
    quick,
    rounds,
    peers,
    check,
    keep,
    runs: (/** @type {string} */ part) => only.includes(part),
  }
}
